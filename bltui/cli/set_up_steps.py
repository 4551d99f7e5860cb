"""How `status` and `check` print a building without a member: the steps that set it up."""

from __future__ import annotations

from bltui.cli.session import Session
from bltui.domain.checks import first_steps


def print_steps(session: Session) -> None:
    """Print every step, with the command that does it."""
    out, steps = session.out, first_steps.first_steps(session.building, session.today)
    out.line(f"{first_steps.TITLE}  {first_steps.done(steps)}")
    for number, step in enumerate(steps, 1):
        sign = "✓" if step.done else "○"
        when = f"  (after step {step.after})" if step.after and not step.done else ""
        out.line(f"  {sign} {number}  {step.text}{when}")
        if not step.done and not step.after:
            out.line(f"         {step.run}")
    out.line()
    out.line(first_steps.NO_CHECKS)
