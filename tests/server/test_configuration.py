"""How Streamlit's server is set."""

import tomllib

from tests.conftest import ROOT


def test_server_is_set_for_many_visitors_on_this_machine_alone():
    told = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
    assert told["server"] == {
        "address": "127.0.0.1",
        "fileWatcherType": "none",
        "headless": True,
        "maxUploadSize": 250,
        "showEmailPrompt": False,
    }
    assert told["client"]["disableDataExport"] is True
    assert told["logger"]["hideWelcomeMessage"] is True
    assert told["browser"]["gatherUsageStats"] is False
