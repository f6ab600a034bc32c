"""What an installation builds before its files are gathered: the gazetteer, and the pages' scripts and base map.

Neither is kept in the repository; both are in every wheel. What is there and fresh is left alone.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# (script, the folder its build() fills, what of it goes into a wheel); a script that is not there is passed over
BUILDS = (
    ("gazetteer/build_gazetteer.py", "dateline/data/gazetteer", "dateline/data/gazetteer/*"),
    ("frontend/build.py", "dateline/web/static", "dateline/web/static/**"),
    ("frontend/basemap.py", "dateline/data/basemap", "dateline/data/basemap/*"),
)


class BuildHook(BuildHookInterface[Any]):
    """Runs the builds for wheels, plain and editable; a source distribution carries the scripts instead."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build what is missing or stale, and have it packed."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        for script, folder, artifacts in BUILDS:
            if (root / script).is_file():
                self.app.display_waiting(f"{script} ({version}) ...")
                load_script(root / script).build(root / folder)
                build_data["artifacts"].append(artifacts)


def load_script(path: Path) -> Any:
    """Import a script by its path."""
    spec = importlib.util.spec_from_file_location(f"dateline_build_{path.parent.name}_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"cannot load {path}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up there
    spec.loader.exec_module(module)
    return module
