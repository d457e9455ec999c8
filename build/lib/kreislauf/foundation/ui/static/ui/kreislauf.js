// Small helps on top of pages that work without them.
document.addEventListener("keydown", (ereignis) => {
  if (ereignis.key !== "Escape") return;
  const offen = document.querySelector(".personenmenue[open], .hauptmenue--schmal[open]");
  if (!offen) return;
  offen.open = false;
  offen.querySelector("summary").focus();
});
document.addEventListener("click", (ereignis) => {
  const offen = document.querySelector(".personenmenue[open]");
  if (offen && !offen.contains(ereignis.target)) offen.open = false;
});
