"""A plain DataTable program with 40 rows: the usual cost of moving one row."""

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Footer, Header


class Plain(App[None]):
    """A header, a table and a footer."""

    def compose(self) -> ComposeResult:
        yield Header()
        yield DataTable[str](cursor_type="row")
        yield Footer()

    def on_mount(self) -> None:
        """Fill the table and focus it."""
        table = self.query_one(DataTable[str])
        table.add_columns("number", "name", "role", "term", "state")
        for n in range(40):
            table.add_row(
                f"{n}", f"Sample Person {n}", "teacher", f"2026-09-{n % 28 + 1:02d}", "open"
            )
        table.focus()


if __name__ == "__main__":
    Plain().run()
