"""The quick-add line: one line of plain words read as a change, by the screen and by `bltui add` alike."""
