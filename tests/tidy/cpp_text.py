"""What the rules need to know of C++: code without comments and texts, includes, and where functions begin and end."""

import dataclasses
import re

_TOKEN = re.compile(
    r"""(?P<raw>R"(?P<mark>[^()\s\\]{0,16})\(.*?\)(?P=mark)")"""
    r"""|(?P<line>//[^\n]*)"""
    r"""|(?P<block>/\*.*?\*/)"""
    r"""|(?P<include>^[ \t]*\#[ \t]*include[^\n]*)"""
    r"""|(?P<text>"(?:\\.|[^"\\\n])*")"""
    r"""|(?P<letter>(?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])+')""",
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)

_INCLUDE = re.compile(r"""^[ \t]*#[ \t]*include[ \t]*(?P<name><[^>]+>|"[^"]+")""", re.MULTILINE)
_OPERATOR = re.compile(r"\boperator\s*(\(\)|[^\s\w(]+)")
_NOT_A_FUNCTION = re.compile(r"\b(namespace|class|struct|union|enum|extern)\b")
_NO_STATEMENT = re.compile(r"^[ \t]*#[^\n]*|\b(?:public|private|protected)\s*:(?!:)", re.MULTILINE)


@dataclasses.dataclass(frozen=True)
class Function:
    name: str
    line: int
    line_count: int


def blanked(text):
    """`text` with every comment, text, character and include as blanks: same lines, same columns."""
    return _TOKEN.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)


def line_at(text, offset):
    return text.count("\n", 0, offset) + 1


def includes(text):
    """(line, name) of each include; the name keeps its quotes or brackets."""
    return [(line_at(text, found.start("name")), found.group("name")) for found in _INCLUDE.finditer(text)]


def _opens_function(head):
    plain = _OPERATOR.sub("operator", head)
    parenthesis = plain.find("(")
    assignment = plain.find("=")
    if parenthesis < 0 or 0 <= assignment < parenthesis:
        return False
    return _NOT_A_FUNCTION.search(plain[:parenthesis]) is None


def _name(head):
    found = re.search(r"([\w:~]+|operator\s*\S+?)\s*\(", head)
    return found.group(1) if found else "function"


def functions(text):
    """Every function with a body, found by counting braces; what stands inside a function is part of it."""
    code = _NO_STATEMENT.sub(lambda found: " " * len(found.group()), blanked(text))
    found = []
    depth = 0  # of braces inside the function that is open
    head_start = 0
    head = None
    for mark in re.finditer(r"[{};]", code):
        at = mark.start()
        if head is not None:
            depth += {"{": 1, "}": -1, ";": 0}[mark.group()]
            # `: member_{value}, other_{value} {`: a list of initialisers is no body yet.
            if depth == 0 and code[at + 1 :].lstrip()[:1] not in (",", "{"):
                first = head_start + len(code[head_start:]) - len(code[head_start:].lstrip())
                line = line_at(code, first)
                found.append(Function(head, line, line_at(code, at) - line + 1))
                head = None
                head_start = at + 1
            continue
        if mark.group() == "{" and _opens_function(code[head_start:at]):
            head = _name(code[head_start:at])
            depth = 1
            continue
        head_start = at + 1
    return found
