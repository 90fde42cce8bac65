use domain::{
    mode::{Level, Mode},
    money::Dong,
    procedure::Words,
    text::slug,
};

use super::{Counts, Entry, Filters, Query, Saving, SearchIndex};

fn entry(id: &str, code: &str, name: &str, offered: bool) -> Entry {
    Entry {
        id: id.into(),
        code: code.into(),
        name: Words::vi(name),
        also_called: Vec::new(),
        summary: Words::default(),
        field: Words::vi("Hộ tịch"),
        field_key: slug("Hộ tịch"),
        levels: vec![Level::Commune],
        mode: Mode::FullOnline,
        agency: Words::vi("UBND xã"),
        agencies: if offered { vec!["xa".into()] } else { Vec::new() },
        filing: None,
        life_event: Some("co-con-nho".into()),
        popular: 0,
        illustration: false,
        saving: Saving::default(),
    }
}

fn index() -> SearchIndex {
    let mut house = entry("xd", "1.013225", "Cấp giấy phép xây dựng mới", true);
    house.field = Words::vi("Hoạt động xây dựng");
    house.field_key = slug("Hoạt động xây dựng");
    house.mode = Mode::Partial;
    house.levels = vec![Level::Province, Level::Commune];
    house.saving.fee = Some((Dong::of(100), Dong::of(50)));
    SearchIndex::new(vec![
        entry("1.001193", "1.001193", "Thủ tục đăng ký khai sinh", false),
        entry("khai-sinh", "1.001193", "Đăng ký khai sinh", true),
        entry("lai", "1.004884", "Đăng ký lại khai sinh", true),
        entry("khai-tu", "1.000656", "Đăng ký khai tử", true),
        entry("hoa-giai", "2.000001", "Công nhận hòa giải viên", false),
        entry("ky-thuat", "2.000002", "Kiểm định kỹ thuật", false),
        house,
    ])
}

fn search(text: &str) -> Vec<String> {
    let query = Query { text: text.into(), ..Query::default() };
    index().search(&query).items.iter().map(|entry| entry.id.clone()).collect()
}

#[test]
fn the_code_finds_what_bears_it_the_offered_one_first() {
    assert_eq!(search("1.001193"), ["1.001193", "khai-sinh"].into_iter().rev().collect::<Vec<_>>());
    assert_eq!(search("1.0048"), ["lai"]);
    assert_eq!(search("khai-tu")[0], "khai-tu");
}

#[test]
fn names_are_found_with_and_without_marks() {
    assert_eq!(search("Đăng ký khai sinh")[0], "khai-sinh");
    assert_eq!(search("dang ky khai sinh")[0], "khai-sinh");
    assert_eq!(search("DANG KI KHAI SINH")[0], "khai-sinh");
    // With marks "tử" is not "tu"; the name with these marks stands first.
    assert_eq!(search("khai tử")[0], "khai-tu");
    assert_eq!(search("hoà giải")[0], "hoa-giai");
    assert_eq!(search("kĩ thuật")[0], "ky-thuat");
    assert_eq!(search("giấy phép xây")[0], "xd");
    assert_eq!(search("xây dựng giấy phép")[0], "xd");
}

/// "Mở quán" is in no name; the customs of cars have both words but for the marks.
#[test]
fn what_people_call_it_finds_what_is_offered() {
    let mut shop = entry("ho-kinh-doanh", "1.001612", "Thành lập hộ kinh doanh", true);
    shop.summary = Words::vi("Mở cửa hàng, quán ăn dưới tên một hộ kinh doanh.");
    let customs = entry("2.1", "2.1", "Thủ tục hải quan đối với ô tô, mô tô", false);
    // Its name has the words, too, far from each other.
    let far = entry("2.2", "2.2", "Hàng miễn thuế đi qua cửa khẩu", false);
    let index = SearchIndex::new(vec![customs, far, shop]);
    let first = |text: &str| {
        let query = Query { text: text.into(), ..Query::default() };
        index.search(&query).items[0].id.clone()
    };
    assert_eq!(first("mở quán"), "ho-kinh-doanh");
    assert_eq!(first("mo quan"), "ho-kinh-doanh");
    assert_eq!(first("hải quan"), "2.1");
    assert_eq!(first("cửa hàng"), "ho-kinh-doanh");
}

#[test]
fn what_was_mistyped_is_guessed() {
    assert_eq!(search("khia sinh")[0], "khai-sinh");
    assert_eq!(search("giay phep xay dungg")[0], "xd");
    let query = Query { text: "giay phep xay dungg".into(), ..Query::default() };
    assert!(index().search(&query).guessed);
    assert!(search("zzzzzz").is_empty());
    assert!(search("  ").len() == 7 && search("!?").len() == 7);
}

#[test]
fn a_filter_counts_what_it_would_leave() {
    let query = Query {
        filters: Filters { mode: Some(Mode::Partial), offered: Some(true), ..Filters::default() },
        ..Query::default()
    };
    let results = index().search(&query);
    assert_eq!(results.total, 1);
    let counts: Counts = results.counts;
    assert_eq!(counts.modes.get(&Mode::FullOnline), Some(&3));
    assert_eq!(counts.modes.get(&Mode::Partial), Some(&1));
    assert_eq!(counts.offered, 1);
    assert_eq!(counts.cheaper_online, 1);
    assert_eq!(counts.fields.get("hoat-dong-xay-dung"), Some(&1));
    assert_eq!(counts.levels.get(&Level::Province), Some(&1));

    let by_name = Query {
        filters: Filters { field: Some("Hoạt động xây dựng".into()), ..Filters::default() },
        ..Query::default()
    };
    assert_eq!(index().search(&by_name).total, 1);
}

#[test]
fn pages_cut_and_go_no_further_than_there_is() {
    let page = |page, per_page| index().search(&Query { page, per_page, ..Query::default() });
    assert_eq!(page(1, 3).items.len(), 3);
    assert_eq!(page(3, 3).items.len(), 1);
    assert_eq!(page(9, 3).items.len(), 0);
    assert_eq!(page(usize::MAX, usize::MAX).items.len(), 0);
    assert_eq!(page(0, 0).page, 1);
    assert!(page(1, 0).items[..4].iter().all(|entry| entry.is_offered()));
}
