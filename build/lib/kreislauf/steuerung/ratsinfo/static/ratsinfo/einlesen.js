// Keyboard on the import screen; single keys act only while a proposal has the focus (WCAG 2.1.4).
const karten = () => [...document.querySelectorAll(".vorschlag")];

function zeigen(karte) {
  karte.focus();
  document.querySelectorAll(".papier__zeile--gezeigt").forEach((z) => z.classList.remove("papier__zeile--gezeigt"));
  const verweis = karte.querySelector('a[href^="#z"]');
  const zeile = verweis && document.querySelector(verweis.getAttribute("href"));
  if (!zeile) return;
  zeile.classList.add("papier__zeile--gezeigt");
  const papier = zeile.closest(".papier");
  papier.scrollTop = zeile.offsetTop - papier.offsetTop - papier.clientHeight / 3;
}

function naechste(karte, schritt) {
  const alle = karten();
  const ziel = alle[alle.indexOf(karte) + schritt];
  if (ziel) zeigen(ziel);
}

document.addEventListener("keydown", (ereignis) => {
  if (ereignis.ctrlKey || ereignis.altKey || ereignis.metaKey) return;
  if (ereignis.target.closest("input, textarea, select")) return;
  const karte = document.activeElement && document.activeElement.closest(".vorschlag");
  const taste = ereignis.key.toLowerCase();
  if (!karte) return;
  if (taste === "j" || taste === "k") {
    ereignis.preventDefault();
    naechste(karte, taste === "j" ? 1 : -1);
    return;
  }
  const knopf = karte.querySelector(`[data-taste="${taste}"]`);
  if (knopf) {
    ereignis.preventDefault();
    knopf.click();
  }
});

// After a decision the card is swapped: keep the place, and move on to the next open one.
document.addEventListener("htmx:after:swap", () => {
  const offen = karten().filter((k) => k.classList.contains("vorschlag--offen")).length;
  const balken = document.querySelector("#fortschritt");
  if (balken) {
    balken.value = karten().length - offen;
    const text = balken.parentElement.querySelector("span");
    if (text) text.textContent = `${karten().length - offen} von ${karten().length}`;
  }
  const hinweis = document.querySelector(".bestaetigen p");
  if (hinweis) hinweis.textContent = offen ? `Noch ${offen} offen. Übernommen wird erst, wenn über alle entschieden ist.` : "Über alle Vorschläge ist entschieden.";
});
document.addEventListener("click", (ereignis) => {
  const karte = ereignis.target.closest(".vorschlag");
  if (karte && !ereignis.target.closest("a, button, input, textarea, select, label")) zeigen(karte);
});
window.addEventListener("load", () => {
  const erste = document.querySelector(".vorschlag--offen");
  if (erste) erste.setAttribute("tabindex", "0");
});
