use std::io::Write as _;

use super::*;

/// A ZIP with stored entries, as small as can be.
pub fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut body, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in entries {
        let at = u32::try_from(body.len()).unwrap().to_le_bytes();
        let length = u32::try_from(bytes.len()).unwrap().to_le_bytes();
        let name_length = u16::try_from(name.len()).unwrap().to_le_bytes();
        body.extend(b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0");
        body.extend(length.iter().chain(&length).chain(&name_length).chain(&[0, 0]));
        body.extend(name.as_bytes().iter().chain(*bytes));
        directory.extend(b"PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0\0\0\0\0\0\0");
        directory.extend(length.iter().chain(&length).chain(&name_length));
        directory.extend([0; 12]);
        directory.extend(at.iter().chain(name.as_bytes()));
    }
    let count = u16::try_from(entries.len()).unwrap().to_le_bytes();
    let start = u32::try_from(body.len()).unwrap().to_le_bytes();
    let length = u32::try_from(directory.len()).unwrap().to_le_bytes();
    body.extend(directory);
    body.extend(b"PK\x05\x06\0\0\0\0");
    body.extend(count.iter().chain(&count).chain(&length).chain(&start).chain(&[0, 0]));
    body
}

fn docx() -> Vec<u8> {
    zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")])
}

fn png() -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, data) in [(b"IHDR", &[0; 13][..]), (b"IDAT", b"abc"), (b"IEND", b"")] {
        bytes.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        bytes.extend(kind.iter().chain(data).chain(&[0; 4]));
    }
    bytes
}

fn jpeg() -> Vec<u8> {
    let mut bytes = b"\xff\xd8\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0".to_vec();
    bytes.extend(b"\xff\xda\x00\x04\x01\x02picture\xff\xd9");
    bytes
}

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<<>>\n%%EOF\n";

fn read(bytes: &[u8]) -> Result<FileKind, Refused> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    inspect(file.path()).map_err(|trouble| match trouble {
        Trouble::Refused(code) => code,
        Trouble::Disk(error) => panic!("{error}"),
    })
}

#[test]
fn the_kinds_that_are_taken() {
    assert_eq!(read(PDF), Ok(FileKind::Pdf));
    assert_eq!(read(&jpeg()), Ok(FileKind::Jpeg));
    assert_eq!(read(&png()), Ok(FileKind::Png));
    assert_eq!(read(&docx()), Ok(FileKind::Docx));
    let xlsx = zip(&[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<w/>")]);
    assert_eq!(read(&xlsx), Ok(FileKind::Xlsx));
    // A clip or a note that a phone puts behind its picture.
    assert_eq!(read(&[jpeg(), b"\0\0\0\x18ftypmp42SEFT".to_vec()].concat()), Ok(FileKind::Jpeg));
}

#[test]
fn other_kinds_are_refused_whatever_their_name() {
    let plain_zip = zip(&[("a.exe", b"MZ")]);
    for bytes in [
        &b""[..],
        b"a",
        b"MZ\x90\0",
        b"<html><script>alert(1)</script>",
        b"GIF89a",
        b"#!/bin/sh",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        &plain_zip,
        b" %PDF-1.7\n%%EOF",
    ] {
        assert_eq!(read(bytes), Err(OTHER_KIND), "{:?}", &bytes[..bytes.len().min(8)]);
    }
}

#[test]
fn a_file_that_is_two_things_is_refused() {
    let html = b"<SCRIPT>alert(1)</script>";
    for (what, bytes) in [
        ("PDF without an end", b"%PDF-1.7\nabc".to_vec()),
        ("ZIP behind a PDF", [PDF, &docx()].concat()),
        ("text behind a PDF", [PDF, b"more".as_slice()].concat()),
        ("HTML in a PDF's head", [b"%PDF-1.7\n<html>".as_slice(), &PDF[9..]].concat()),
        ("ZIP behind a JPEG", [jpeg(), docx()].concat()),
        ("script behind a JPEG", [jpeg(), html.to_vec()].concat()),
        ("PDF behind a JPEG", [jpeg(), PDF.to_vec()].concat()),
        ("JPEG cut off", jpeg()[..10].to_vec()),
        ("anything behind a PNG", [png(), b"x".to_vec()].concat()),
        ("ZIP behind a PNG", [png(), docx()].concat()),
        ("ZIP with something behind", [docx(), b"x".to_vec()].concat()),
        (
            "a document and a sheet",
            zip(&[("[Content_Types].xml", b""), ("word/document.xml", b""), ("xl/workbook.xml", b"")]),
        ),
    ] {
        assert_eq!(read(&bytes), Err(MIXED), "{what}");
    }
    // Across two pieces of the scan.
    let mut long = jpeg();
    long.resize(64 * 1024 - 3, 0);
    long.extend(html);
    assert_eq!(read(&long), Err(MIXED));
}

#[test]
fn macros_are_refused() {
    let by_part = zip(&[("[Content_Types].xml", b""), ("word/document.xml", b""), ("word/vbaProject.bin", b"")]);
    let by_type = zip(&[
        ("[Content_Types].xml", b"application/vnd.ms-word.document.macroEnabled.main+xml"),
        ("word/document.xml", b""),
    ]);
    for bytes in [by_part, by_type] {
        assert_eq!(read(&bytes), Err("file_macros"));
    }
}

#[test]
fn macros_do_not_hide_in_a_list_that_cannot_be_searched() {
    let named = b"application/vnd.ms-word.document.macroEnabled.main+xml";
    let behind = [vec![b' '; 1_000_000], named.to_vec()].concat();
    let wide: Vec<u8> = named.iter().flat_map(|byte| [*byte, 0]).collect();
    let numbers = b"application/vnd.ms-word.document.macro&#69;nabled.main+xml";
    let entity = b"<!DOCTYPE t [<!ENTITY e 'Enabled'>]><Types ContentType='macro&e;'/>";
    for list in [&behind[..], &wide, numbers, entity] {
        let bytes = zip(&[("[Content_Types].xml", list), ("word/document.xml", b"")]);
        assert_eq!(read(&bytes), Err("file_mixed"));
    }
    let two = zip(&[("[Content_Types].xml", b"<Types/>"), ("[content_types].xml", named), ("word/document.xml", b"")]);
    assert_eq!(read(&two), Err("file_mixed"));
}

#[test]
fn names_are_cleaned_and_end_with_what_the_file_is() {
    for (name, kept) in [
        ("Giấy chứng sinh.pdf", "Giấy chứng sinh.pdf"),
        ("C:\\fake\\anh.PDF", "anh.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("a.exe", "a.pdf"),
        ("gpj.\u{202e}fdp.exe", "gpj.fdp.pdf"),
        ("<b>\"x\";%.pdf", "_b__x___.pdf"),
        ("...", "tep.pdf"),
        ("", "tep.pdf"),
        ("v1.2 bản cuối", "v1.2 bản cuối.pdf"),
    ] {
        assert_eq!(clean_file_name(name, FileKind::Pdf), kept, "{name}");
    }
    let long = clean_file_name(&"ê".repeat(500), FileKind::Jpeg);
    assert_eq!(long.chars().count(), MOST_FILE_NAME + 4);
}
