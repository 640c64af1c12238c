package dev.wireroom.ingest.format.xml;

/** What an element holds, in document order: other elements and text. */
public sealed interface XmlNode permits XmlElement, XmlText {}
