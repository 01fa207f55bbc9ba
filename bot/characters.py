"""Characters that no screen shows; each table is one for `str.translate`, which leaves them out."""

# Marks that change the direction of text or hide in it: what somebody types must not rearrange our words.
INVISIBLE = dict.fromkeys(
    [0xAD, 0x61C, 0x3164, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)]
)
# Control characters apart from tab and line breaks, and halves of a character: PostgreSQL does not take them.
UNSTORABLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(127, 160), *range(0xD800, 0xE000)])
