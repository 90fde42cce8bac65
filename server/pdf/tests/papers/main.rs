//! Each form as a file, read back.

#![expect(clippy::unwrap_used, reason = "a test that can't go on fails")]

mod samples;

use std::collections::BTreeSet;

use app::papers::Paper;
use domain::forms::FormSet;
use lopdf::{Document, Object, content::Content};

/// Each paper by the name of its file.
fn papers() -> Vec<(&'static str, Paper)> {
    vec![
        ("01", samples::slip(2)),
        ("01-long", samples::slip(14)),
        ("02-six", samples::asked()),
        ("03", samples::refused()),
        ("04-six", samples::sorry(FormSet::Six)),
        ("04", samples::sorry(FormSet::Seven)),
        ("05", samples::stopped()),
        ("06", samples::sheet()),
        ("07", samples::book(60)),
        ("receipt", samples::paid()),
        ("receipt-corrected", samples::corrected()),
        ("receipt-replaced", samples::replaced()),
    ]
}

fn read(paper: &Paper) -> Document {
    Document::load_mem(&pdf::pdf(paper).unwrap()).unwrap()
}

/// All text of a file, line breaks as blanks.
fn text(document: &Document) -> String {
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    let text = document.extract_text(&pages).unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_slip_says_in_its_file_what_it_says_on_paper() {
    let document = read(&samples::slip(2));
    let text = text(&document);
    for said in [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "UBND phường Cẩm Thành",
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "Mẫu số 01 – Thông tư 03/2025/TT-VPCP",
        "Nguyễn Thị Ánh Nguyệt",
        "08 giờ 30 phút, ngày 05 tháng 02 năm 2026",
        "17 giờ 00 phút, ngày 09 tháng 02 năm 2026",
        "50.000",
        "Số: 000.00.15.H48-261120-0007/TNHS",
        "NGƯỜI TIẾP NHẬN HỒ SƠ",
        "BẢN MÔ PHỎNG",
    ] {
        assert!(text.contains(said), "{said} is not in: {text}");
    }
}

#[test]
fn each_form_bears_its_number_and_its_name() {
    for (paper, form, title) in [
        (samples::asked(), "Mẫu số 02 – Thông tư 01/2018/TT-VPCP", "PHIẾU YÊU CẦU BỔ SUNG"),
        (samples::refused(), "Mẫu số 03", "PHIẾU TỪ CHỐI TIẾP NHẬN"),
        (samples::sorry(FormSet::Six), "Mẫu số 04", "HẸN LẠI NGÀY TRẢ KẾT QUẢ"),
        (samples::sorry(FormSet::Seven), "Mẫu số 04", "ĐỀ NGHỊ GIA HẠN"),
        (samples::stopped(), "Mẫu số 05", "THÔNG BÁO DỪNG GIẢI QUYẾT"),
        (samples::stopped(), "hoàn lại 1.200.000 đồng", "không hoàn lại 34.567 đồng"),
        (samples::sheet(), "Mẫu số 06", "PHIẾU KIỂM SOÁT"),
        (samples::book(1), "Mẫu số 07", "SỔ THEO DÕI HỒ SƠ"),
    ] {
        let text = text(&read(&paper));
        assert!(text.contains(form) && text.contains(title), "{text}");
    }
}

#[test]
fn a_receipt_says_the_sum_in_words() {
    let text = text(&read(&samples::paid()));
    let words = "Một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy đồng.";
    assert!(text.contains(words) && text.contains("Số: 00000012"), "{text}");
}

#[test]
fn a_receipt_and_the_one_in_its_place_name_each_other() {
    let old = text(&read(&samples::replaced()));
    let note = "ĐÃ ĐƯỢC THAY BẰNG BIÊN LAI 000.00.15.H48/2026, số 00000013";
    assert!(old.contains(note), "{old}");
    let new = text(&read(&samples::corrected()));
    for said in [
        "000.00.15.H48/2026, số 00000012",
        "Ghi sai tên người nộp tiền",
        "Phạm Văn Rớt",
        "Số: 00000013",
        "09:17 thứ Năm, 05/02/2026",
    ] {
        assert!(new.contains(said), "{said} is not in: {new}");
    }
}

#[test]
fn slips_say_what_to_do_and_whom_to_ask() {
    let guidance = "Nộp bản gốc tại quầy số 3, buổi sáng.";
    let contact = "liên hệ Phạm Văn Rớt, UBND phường Cẩm Thành, 0255 3822 333";
    for (paper, guides) in [
        (samples::asked(), true),
        (samples::refused(), false),
        (samples::sorry(FormSet::Seven), false),
        (samples::stopped(), true),
    ] {
        let text = text(&read(&paper));
        assert_eq!(text.contains(guidance), guides, "{text}");
        assert!(text.contains(contact), "{text}");
    }
}

#[test]
fn sheets_have_the_size_that_the_law_names() {
    for (paper, width, height) in
        [(samples::slip(1), 148.0, 210.0), (samples::sheet(), 210.0, 297.0), (samples::book(1), 297.0, 210.0)]
    {
        let document = read(&paper);
        let page = document.get_pages()[&1];
        let page = document.get_dictionary(page).unwrap();
        let area = page.get(b"MediaBox").unwrap().as_array().unwrap();
        let side = |place: usize| area[place].as_float().unwrap() / 72.0 * 25.4;
        assert!((side(2) - width).abs() < 0.1 && (side(3) - height).abs() < 0.1);
    }
}

#[test]
fn a_long_register_repeats_its_head_and_loses_no_row() {
    let document = read(&samples::book(60));
    let pages = document.get_pages();
    assert!(pages.len() > 3, "{}", pages.len());
    for page in pages.keys() {
        let text = document.extract_text(&[*page]).unwrap();
        assert!(text.contains("Mã hồ sơ"), "page {page}: {text}");
        assert!(text.contains(&format!("{page}/{}", pages.len())), "{text}");
    }
    let text = text(&document).replace(' ', "");
    for place in 1..=60 {
        assert!(text.contains(&format!("-{place:04}")), "row {place}");
    }
}

/// A cell that no sheet can hold goes on on the next one.
#[test]
fn a_cell_longer_than_a_sheet_is_parted() {
    let mut paper = samples::sheet();
    for part in &mut paper.parts {
        if let app::papers::Part::Table(table) = part {
            table.rows[1][6] = (1..=900).map(|word| format!("chữ{word} ")).collect();
        }
    }
    let document = read(&paper);
    let text = text(&document);
    assert!((1..=900).all(|word| text.contains(&format!("chữ{word} "))));
    assert!(document.get_pages().len() > 1);
}

#[test]
fn a_file_says_that_it_is_for_keeping_and_for_screen_readers() {
    let bytes = pdf::pdf(&samples::slip(2)).unwrap();
    let document = Document::load_mem(&bytes).unwrap();
    let root = document.catalog().unwrap();
    let language = root.get(b"Lang").unwrap().as_str().unwrap();
    assert_eq!(language, b"vi");
    assert!(root.has(b"StructTreeRoot") && root.has(b"OutputIntents"));
    let kept = root.get(b"Metadata").unwrap().as_reference().unwrap();
    let kept = document.get_object(kept).unwrap().as_stream().unwrap();
    let kept = String::from_utf8_lossy(&kept.content);
    for said in ["<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"] {
        assert!(kept.contains(said), "{said}: {kept}");
    }
    assert!(bytes.len() < 60_000, "{} bytes", bytes.len());
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    for (name, paper) in papers() {
        assert_eq!(pdf::pdf(&paper).unwrap(), pdf::pdf(&paper).unwrap(), "{name}");
    }
}

#[test]
fn what_no_font_has_spoils_no_paper() {
    let mut paper = samples::refused();
    paper.agency[0] = "UBND 漢 😀 \u{200b}\u{7}xã\tBa Tơ \u{202e}\u{feff}".into();
    assert!(text(&read(&paper)).contains("xã"));
}

/// The squares that are drawn, read as a scanner reads them.
#[test]
fn the_code_on_paper_leads_to_the_dossier() {
    let document = read(&samples::slip(2));
    let squares = squares(&document);
    let columns: BTreeSet<i64> = squares.iter().map(|at| at.0).collect();
    let rows: BTreeSet<i64> = squares.iter().map(|at| at.1).collect();
    let side = columns.len();
    assert_eq!(side, rows.len());
    let columns: Vec<i64> = columns.into_iter().collect();
    // The sheet's heights grow downwards here.
    let rows: Vec<i64> = rows.into_iter().collect();
    const SCALE: usize = 6;
    let size = (side + 8) * SCALE;
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(size, size, |x, y| {
        let place = |pixel: usize| (pixel / SCALE).checked_sub(4);
        let dark = place(x).zip(place(y)).is_some_and(|(x, y)| {
            let at = columns.get(x).zip(rows.get(y));
            at.is_some_and(|(x, y)| squares.contains(&(*x, *y)))
        });
        if dark { 0 } else { 255 }
    });
    let found = picture.detect_grids();
    let (_, content) = found[0].decode().unwrap();
    assert_eq!(content, samples::TRACKING);
    assert!(text(&document).contains("tra-cuu"));
}

/// The upper left corners of what is filled as squares, in hundredths of a point.
fn squares(document: &Document) -> BTreeSet<(i64, i64)> {
    let page = document.get_pages()[&1];
    let content = document.get_page_content(page);
    let content = Content::decode(&content).unwrap();
    let number = |object: &Object| (object.as_float().unwrap() * 100.0).round() as i64;
    let operations = &content.operations;
    let mut found = BTreeSet::new();
    for four in operations.windows(4) {
        let is_box = four[0].operator == "m" && four[1..].iter().all(|next| next.operator == "l");
        if is_box {
            found.insert((number(&four[0].operands[0]), number(&four[0].operands[1])));
        }
        if four[0].operator == "re" {
            found.insert((number(&four[0].operands[0]), number(&four[0].operands[1])));
        }
    }
    found
}

#[test]
#[ignore = "writes files to look at"]
fn preview() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/preview");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, paper) in papers() {
        let file = pdf::pdf(&paper).unwrap();
        std::fs::write(folder.join(format!("paper-{name}.pdf")), file).unwrap();
    }
}
