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
    parts.append("<h2>What the answers consist of</h2>")
    for name, schema in sorted(schemas.items()):
        parts.extend(_object(name, schema))
    return "\n".join([*parts, "</main></body></html>"])


def _operation(name: str, told: Mapping[str, Any], schemas: Mapping[str, Any]) -> Iterator[str]:
    yield f"<h2><code>{escape(name)}</code></h2>"
    yield _paragraphs(told["description"])
    parameters = told.get("parameters", [])
    if parameters:
        rows = [
            (escape(p["name"]), f"in the {p['in']}", _marked(p.get("description", "")))
            for p in parameters
        ]
        yield _table(("Parameter", "Where", "What"), rows)
    example = _example(told, schemas)
    if example is not None:
        yield f"<p>Body, for example:</p><pre>{escape(json.dumps(example, indent=2))}</pre>"
    rows = [
        (status, _kind(response["content"]["application/json"]["schema"]), _told(response))
        for status, response in sorted(told["responses"].items())
    ]
    yield _table(("Status", "Answers with", "When"), rows)


def _told(response: Mapping[str, Any]) -> str:
    return escape(response["description"]).replace("Successful Response", "All is well.")


def _object(name: str, schema: Mapping[str, Any]) -> Iterator[str]:
    """What a part of an answer holds, under a heading that others link to."""
    yield f"<h3 id='{escape(name)}'>{escape(name)}</h3>"
    yield _paragraphs(schema.get("description", ""))
    rows = [(escape(key), _kind(part)) for key, part in schema.get("properties", {}).items()]
    yield _table(("Name", "Kind"), rows)


def _example(told: Mapping[str, Any], schemas: Mapping[str, Any]) -> Any:
    if "requestBody" not in told:
        return None
    schema = told["requestBody"]["content"]["application/json"]["schema"]
    if "$ref" not in schema:
        return schema["examples"][0]
    parts = schemas[schema["$ref"].removeprefix(REF)]["properties"]
    return {name: part["examples"][0] for name, part in parts.items()}


def _kind(schema: Mapping[str, Any]) -> str:
    """A schema's kind in a few words: "list of Pull", "number or null"."""
    if "$ref" in schema:
        name = escape(schema["$ref"].removeprefix(REF))
        return f"<a href='#{name}'>{name}</a>"
    if "anyOf" in schema:
        return " or ".join(_kind(part) for part in schema["anyOf"])
    if schema.get("type") == "array" and "items" in schema:
        return f"list of {_kind(schema['items'])}"
    if "additionalProperties" in schema and schema["additionalProperties"] is not True:
        return f"object of {_kind(schema['additionalProperties'])}"
    return escape(schema.get("type", "anything")).replace("array", "list")


def _paragraphs(text: str) -> str:
    """Text with blank lines between paragraphs."""
    return "\n".join(f"<p>{_marked(paragraph)}</p>" for paragraph in text.split("\n\n") if text)


def _marked(text: str) -> str:
    """What stands between backticks is code."""
    parts = escape(text).split("`")
    return "".join(f"<code>{p}</code>" if at % 2 else p for at, p in enumerate(parts))


def _table(headers: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A table of cells that are HTML."""
    head = "".join(f"<th scope='col'>{header}</th>" for header in headers)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
