package dev.wireroom.ingest.format.xml;

/** A run of text between two tags, as it stands, references and CDATA resolved. */
public record XmlText(String value) implements XmlNode {}
