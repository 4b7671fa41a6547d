"""Every remark there is by its code: of the layers and of the rules."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from converter import inspections
from converter.issue_rules import issue_rules
from converter.remarks import Remark
from converter.rules import rules
from converter.validation import dtds, parsing_remarks, profile_remarks, waivers
from converter.validation.dtds import complaints
from converter.validation.recommendations import recommendations


@cache
def remarks() -> Mapping[str, Remark]:
    """Every remark by its code, those of the layers first."""
    modules = (inspections, parsing_remarks, dtds, profile_remarks, waivers)
    found = [each for module in modules for each in vars(module).values() if isinstance(each, Remark)]
    found += [*complaints().values(), *recommendations().values(), *rules().values(), *issue_rules().values()]
    return MappingProxyType({each.code: each for each in found})
