"""The API's description as a page to read, out of its OpenAPI document.

The usual page of such a document fetches its scripts from elsewhere; this one is plain HTML
and fetches nothing.
"""

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem }
h2 { margin-top: 2.5rem; font-size: 1.15rem; overflow-wrap: anywhere }
pre, code { font-family: ui-monospace, monospace; font-size: .9rem }
pre { padding: .8rem; overflow-x: auto; border: 1px solid #8886; border-radius: .4rem }
table { border-collapse: collapse } td, th { padding: .2rem 1rem .2rem 0; text-align: left;
vertical-align: top }
"""
REF = "#/components/schemas/"


def page(openapi: Mapping[str, Any], base: str) -> str:
    """The whole document as one HTML page; `base` is where the API is mounted."""
    info = openapi["info"]
    parts = [
        "<!doctype html><html lang='en'><head><meta charset='utf-8'>",
        "<meta name='viewport' content='width=device-width'>",
        f"<title>{escape(info['title'])}: the API</title><style>{STYLE}</style></head><body><main>",
        f"<h1>{escape(info['title'])}: the API</h1>",
        _paragraphs(info["description"]),
        "<p>For programs the same as an <a href='openapi.json'>OpenAPI document</a>.</p>",
    ]
    schemas = openapi["components"]["schemas"]
    for path, methods in openapi["paths"].items():
        for method, told in methods.items():
            parts.extend(_operation(f"{method.upper()} {base}{path}", told, schemas))
    return "\n".join([*parts, "</main></body></html>"])


def _operation(name: str, told: Mapping[str, Any], schemas: Mapping[str, Any]) -> Iterator[str]:
    yield f"<h2><code>{escape(name)}</code></h2>"
    yield _paragraphs(told["description"])
    parameters = told.get("parameters", [])
    if parameters:
        rows = [(p["name"], f"in the {p['in']}", p.get("description", "")) for p in parameters]
        yield _table(("Parameter", "Where", "What"), rows)
    example = _example(told, schemas)
    if example is not None:
        yield f"<p>Body, for example:</p><pre>{escape(json.dumps(example, indent=2))}</pre>"
    for status, response in told["responses"].items():
        yield from _response(status, response, schemas)


def _response(
    status: str, response: Mapping[str, Any], schemas: Mapping[str, Any]
) -> Iterator[str]:
    schema = response["content"]["application/json"]["schema"]
    if not status.startswith("2"):
        yield f"<p><code>{status}</code> {escape(response['description'])}</p>"
        return
    answer = _resolved(schema, schemas)
    yield f"<p><code>{status}</code> answers with:</p>"
    rows = [
        (name, _kind(part), _resolved(part, schemas).get("description", ""))
        for name, part in answer["properties"].items()
    ]
    yield _table(("Name", "Kind", "What"), rows)
    yield _paragraphs(answer.get("description", ""))


def _example(told: Mapping[str, Any], schemas: Mapping[str, Any]) -> Any:
    if "requestBody" not in told:
        return None
    schema = _resolved(told["requestBody"]["content"]["application/json"]["schema"], schemas)
    if "examples" in schema:
        return schema["examples"][0]
    return {name: part["examples"][0] for name, part in schema["properties"].items()}


def _resolved(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Mapping[str, Any]:
    return schemas[schema["$ref"].removeprefix(REF)] if "$ref" in schema else schema


def _kind(schema: Mapping[str, Any]) -> str:
    """A schema's kind in a few words: "list of Pull", "number or null"."""
    if "$ref" in schema:
        return schema["$ref"].removeprefix(REF)
    if "anyOf" in schema:
        return " or ".join(_kind(part) for part in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    return schema.get("type", "anything")


def _paragraphs(text: str) -> str:
    """Text with blank lines between paragraphs and code between backticks."""
    told = []
    for paragraph in text.strip().split("\n\n"):
        parts = escape(paragraph).split("`")
        marked = "".join(f"<code>{p}</code>" if at % 2 else p for at, p in enumerate(parts))
        told.append(f"<p>{marked}</p>")
    return "\n".join(told)


def _table(headers: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    head = "".join(f"<th scope='col'>{header}</th>" for header in headers)
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
