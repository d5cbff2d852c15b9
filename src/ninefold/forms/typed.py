"""What somebody typed, exactly as they typed it: names of inputs and the texts in them."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.http import QueryDict

# What a form is sent with, and not typed. The page's own inputs begin with "_", as no question of the library may.
NOT_TYPED = ("csrfmiddlewaretoken", "_sign", "_redraw", "_begin", "_add-row", "_drop-row", "_later")


class Typed(dict[str, list[str]]):
    """Input name to the texts sent under it. Goes into JSON and comes back as it was."""

    @classmethod
    def posted(cls, post: "QueryDict") -> "Typed":
        """What a form sent, without what belongs to the page."""
        return cls({name: [str(t) for t in texts] for name, texts in post.lists() if name not in NOT_TYPED})

    @classmethod
    def kept(cls, draft: Any) -> "Typed":
        """What a draft kept, whatever shape its JSON has."""
        given = draft.items() if isinstance(draft, dict) else ()
        return cls({str(k): [str(t) for t in texts] for k, texts in given if isinstance(texts, list)})

    def one(self, name: str) -> str:
        """The text under ``name``, trimmed; the last one when it was sent several times."""
        texts = self.get(name)
        return texts[-1].strip() if texts else ""

    def raw(self, name: str) -> str:
        """The text under ``name`` untouched, for showing it again."""
        texts = self.get(name)
        return texts[-1] if texts else ""

    def all(self, name: str) -> list[str]:
        """Every text under ``name`` that is not empty."""
        return [t.strip() for t in self.get(name, []) if t.strip()]

    def rows(self, key: str) -> list[int]:
        """The numbers N for which something stands under ``key.N.``, in order."""
        start = f"{key}."
        numbers = {name[len(start) :].split(".", 1)[0] for name in self if name.startswith(start)}
        return sorted(int(n) for n in numbers if n.isascii() and n.isdigit() and int(n) < 1000)


class Unclear(Exception):
    """Something typed that cannot be understood. Its text is a sentence for the person who typed it."""
