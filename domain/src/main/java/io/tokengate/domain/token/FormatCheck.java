package io.tokengate.domain.token;

/** What the text of a presented token gives away before anything is looked up. */
public enum FormatCheck {
    /** Not of this dialect at all; another may know it. */
    FOREIGN,
    /** Meant for this dialect, by its prefix, but not of its form. */
    MALFORMED,
    /** Of the right form, with the id of a known checksum key, and the checksum is wrong: never issued here. */
    FORGED,
    /** Of the right form, without a checksum that could be checked: supplied by an operator, imported, or made up. */
    UNCHECKED,
    /** The checksum is right: it was issued here, unless someone has the keys. */
    CHECKED
}
