"""Where the dashboard may be served: on this computer, or to people who sign in."""

from pathlib import Path

import pytest

from reach.sign_in_settings import why_not_served_at

AUTH = """
[auth]
redirect_uri = "https://reach.hub.example/oauth2callback"
cookie_secret = "q8ZpV2x0RkT7mN4cY1wJ5sL9aH3dG6fB"
client_id = "reach"
client_secret = "0123"
server_metadata_url = "https://accounts.google.com/.well-known/openid-configuration"
"""


@pytest.fixture
def secrets_file(tmp_path: Path) -> Path:
    return tmp_path / "secrets.toml"


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1", "127.0.0.2"])
def test_this_computer_needs_nobody_to_sign_in(secrets_file: Path, address: str) -> None:
    assert not secrets_file.exists()
    assert why_not_served_at(address, secrets_file, has_roles=False) == ""


@pytest.mark.parametrize("address", ["192.168.0.10", "::", "reach.hub.example", ""])
def test_any_other_address_needs_a_whole_sign_in_and_somebody_with_a_role(secrets_file: Path, address: str) -> None:
    assert "nobody would have to sign in" in why_not_served_at(address, secrets_file, has_roles=True)
    secrets_file.write_text("[auth\n", encoding="utf-8")
    assert "cannot be read" in why_not_served_at(address, secrets_file, has_roles=True)
    secrets_file.write_text(AUTH.replace("client_id", "client"), encoding="utf-8")
    assert "client_id is missing" in why_not_served_at(address, secrets_file, has_roles=True)
    secrets_file.write_text(AUTH, encoding="utf-8")
    assert "gives nobody a role" in why_not_served_at(address, secrets_file, has_roles=False)
    assert why_not_served_at(address, secrets_file, has_roles=True) == ""
