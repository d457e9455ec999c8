"""Certificates for tests: a county's own authority, a server of it, and a server that signed itself."""

import ipaddress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _write(datei: Path, zertifikat: x509.Certificate, schluessel: ec.EllipticCurvePrivateKey | None) -> Path:
    teile = [zertifikat.public_bytes(serialization.Encoding.PEM)]
    if schluessel is not None:
        offen = serialization.NoEncryption()
        teile.append(schluessel.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, offen))
    datei.write_bytes(b"".join(teile))
    return datei


def make_certificates(ordner: Path, *, tage: int = 2) -> tuple[Path, Path, Path]:
    """Files of the authority, of a server certified by it for 127.0.0.1, and of a self-signed server."""
    jetzt = datetime.now(UTC)
    stelle = ec.generate_private_key(ec.SECP256R1())

    def certificate(
        wer: str, schluessel: ec.EllipticCurvePrivateKey, von: str, mit: ec.EllipticCurvePrivateKey
    ) -> x509.Certificate:
        bau = (
            x509.CertificateBuilder()
            .subject_name(_name(wer))
            .issuer_name(_name(von))
            .public_key(schluessel.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(jetzt - timedelta(days=5))
            .not_valid_after(jetzt + timedelta(days=tage))
            .add_extension(x509.BasicConstraints(ca=wer == von == "Kreis", path_length=None), critical=True)
        )
        if wer != "Kreis":
            rechner = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
            bau = bau.add_extension(x509.SubjectAlternativeName([rechner]), critical=False)
        return bau.sign(mit, hashes.SHA256())

    rat, selbst = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    return (
        _write(ordner / "stelle.pem", certificate("Kreis", stelle, "Kreis", stelle), None),
        _write(ordner / "rat.pem", certificate("rat", rat, "Kreis", stelle), rat),
        _write(ordner / "selbst.pem", certificate("selbst", selbst, "selbst", selbst), selbst),
    )
