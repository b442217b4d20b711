"""The page in the terminal: one item at a time, its evidence, and a key for each decision."""

from typing import ClassVar

from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Footer, Input, Static

from tollbook.display import printable
from tollbook.review.decide import DecisionError, parse_corrected
from tollbook.review.queue import Evidence, Item
from tollbook.review.session import Session
from tollbook.warehouse import CORRECTABLE, format_value

__all__ = ["ReviewPage", "render_evidence", "render_head"]

_ASKED = {
    "accept": "Why is it right as it is?",
    "corrected": "What is right? For example: party_id=UKR; figure=400; victim_type= (nothing after = is null).",
    "correct": "Why is that right?",
    "reject": "Why is it no claim?",
}
_USUAL = {"accept": "as the text says"}


class ReviewPage(App[None]):
    """Shows the items of a session in order of weight, and records what is decided about each."""

    TITLE = "tollbook review"
    ENABLE_COMMAND_PALETTE = False
    CSS = """
    #head { background: $primary; color: $text; padding: 0 1; }
    #evidence { padding: 0 1; }
    #said { padding: 0 1; height: auto; }
    #answer { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "ask('accept')", "accept"),
        Binding("c", "ask('corrected')", "correct"),
        Binding("r", "ask('reject')", "reject"),
        Binding("s", "skip", "skip"),
        Binding("p", "previous", "previous"),
        Binding("u", "undo", "undo"),
        *(Binding(str(n), f"turn_to({n})", "claim beside it", show=n == 1, key_display="1…") for n in range(1, 6)),
        Binding("q", "quit", "quit"),
        Binding("escape", "cancel", "cancel", show=False),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.evidence: Evidence | None = None
        self.asked: str | None = None
        self.corrected = ""
        self.last_reasons = dict(_USUAL)

    def compose(self) -> ComposeResult:
        """Yield the parts of the page from top to bottom."""
        yield Static(id="head")
        with VerticalScroll():
            yield Static(id="evidence")
        yield Static(id="said")
        yield Input(id="answer")
        yield Footer()

    def on_mount(self) -> None:
        """Show the first item."""
        self.show_item()

    def show_item(self) -> None:
        """Show the item that is looked at, or that none is left."""
        item = self.session.item
        self.evidence = self.session.read_evidence() if item else None
        self.query_one("#head", Static).update(render_head(self.session))
        shown = render_evidence(item, self.evidence) if item and self.evidence else Text("Nothing is left to decide.")
        self.query_one("#evidence", Static).update(shown)
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def say(self, text: str, problem: str = "") -> None:
        """Show lines above the keys: what is wrong with an answer, and what is asked or has been done."""
        said = Text(printable(f"{problem}\n" if problem else ""), "bold red")
        self.query_one("#said", Static).update(said.append(text, "not bold default"))

    def action_ask(self, asked: str, given: str | None = None, problem: str = "") -> None:
        """Ask for the reason of a decision, or first for what is corrected; again after a problem."""
        if self.evidence is None:
            return
        self.say(f"{_ASKED[asked]} Enter goes on, Esc leaves it open.", problem)
        self.asked = asked
        answer = self.query_one("#answer", Input)
        answer.value = self.last_reasons.get(asked, "") if given is None else given
        answer.cursor_position = len(answer.value)
        answer.display = True
        answer.focus()

    def action_cancel(self) -> None:
        """Ask no more; nothing is decided."""
        self.asked = None
        self.say("")
        answer = self.query_one("#answer", Input)
        answer.display = False
        self.query_one(VerticalScroll).focus()

    def action_skip(self) -> None:
        """Go on without a decision."""
        self.session.skip()
        self.show_item()

    def action_previous(self) -> None:
        """Go back to the open item before."""
        self.session.back()
        self.show_item()

    def action_turn_to(self, number: int) -> None:
        """Look at one of the claims beside the item, which are numbered from 1; it may be the one that is wrong."""
        if self.evidence is not None and number <= len(self.evidence.related):
            self.session.turn_to(self.evidence.related[number - 1])
            self.show_item()

    def action_undo(self) -> None:
        """Take the last decision back."""
        self.say("" if self.session.undo() else "Nothing has been decided since the page was opened.")
        self.show_item()

    def on_input_submitted(self, submitted: Input.Submitted) -> None:
        """Record the decision whose reason has been given, or go on to ask for it."""
        if self.asked is None or self.evidence is None:
            return
        try:
            if self.asked == "corrected":
                self.corrected = submitted.value
                parse_corrected(self.session.con, self.corrected)
                self.action_ask("correct")
                return
            self.session.decide(self.evidence, self.asked, submitted.value, self.corrected)
        except DecisionError as error:
            again = ("corrected", self.corrected) if error.part == "corrected" else (self.asked, submitted.value)
            self.action_ask(*again, problem=str(error))
            return
        self.last_reasons[self.asked] = submitted.value
        self.action_cancel()
        self.show_item()


def render_head(session: Session) -> Text:
    """Return where the session stands, and what the item weighs."""
    item = session.item
    done = f"{session.n_decided} decided"
    if item is None:
        return Text(f"{len(session.items)} items, {done}")
    kind = item.item_type.replace("_", " ")
    return Text(
        f"{session.position + 1} of {len(session.items)}, {done}   {kind}, weight {item.weight:g}, "
        f"feeds {item.n_rows_fed} rows"
    )


def render_evidence(item: Item, evidence: Evidence) -> Text:
    """Return what a person needs to see, as text in which nothing that an article printed is markup or steers a
    terminal.
    """
    shown = Text()
    shown.append(f"{printable(item.doubts)}\n\n", "bold red")
    start, end = evidence.value
    shown.append(printable(evidence.before), "dim")
    shown.append(printable(evidence.quote[:start]))
    shown.append(printable(evidence.quote[start:end]), "bold black on yellow")
    shown.append(printable(evidence.quote[end:]))
    shown.append(printable(evidence.after), "dim")
    shown.append(f"\n{printable(evidence.place)}\n", "italic")
    claim = evidence.subject.claim
    if claim is not None:
        _append_lines(shown, "Fields", [(name, format_value(claim[name]) or "") for name in CORRECTABLE])
    _append_lines(shown, "Why", [(each.field, f"{each.value}: {each.reason}") for each in evidence.reasons])
    _append_lines(
        shown,
        f"Beside it, {len(evidence.related)} of {evidence.n_related}",
        [(f"{n}  {each.value_text}", f"{each.quote} ({each.place})") for n, each in enumerate(evidence.related, 1)],
    )
    return shown


def _append_lines(shown: Text, title: str, lines: list[tuple[str, str]]) -> None:
    told = [(printable(name), printable(" ".join(value.split()))) for name, value in lines if value]
    if told:
        shown.append(f"\n{title}\n", "bold")
        width = max(len(name) for name, _ in told)
        for name, value in told:
            shown.append(f"  {name:<{width}}  ", "cyan")
            shown.append(f"{value}\n")
