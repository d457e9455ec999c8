"""The peer of `bench/druck.py`: HTML documents to PDF/UA-1 by WeasyPrint, the engine that GOV.UK Notify uses.

Runs in `.venv-bench` only. Standard input: JSON list of HTML texts. Standard output: JSON list of letters per second
and core of each run, counted in processor time.
"""

import json
import sys
import time

import weasyprint  # type: ignore[import-not-found, unused-ignore]  # only in .venv-bench


def main() -> None:
    seiten: list[str] = json.load(sys.stdin)
    weasyprint.HTML(string=seiten[0]).write_pdf(pdf_variant="pdf/ua-1")  # fonts are read once
    raten = []
    for _ in range(int(sys.argv[1])):
        beginn = time.process_time()
        for seite in seiten:
            assert weasyprint.HTML(string=seite).write_pdf(pdf_variant="pdf/ua-1").startswith(b"%PDF")
        raten.append(len(seiten) / (time.process_time() - beginn))
    json.dump(raten, sys.stdout)


if __name__ == "__main__":
    main()
