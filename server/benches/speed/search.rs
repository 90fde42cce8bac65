//! Search: how long people and programs wait, one request after the other, no words twice.

use std::time::Duration;

use crate::{
    http::get,
    load::latencies,
    pages::search_address,
    processes::{Portal, say},
    table::Table,
};

/// What people type: names with and without marks, words alone, slips, codes.
const WORDS: [&str; 16] = [
    "khai sinh",
    "Đăng ký kết hôn",
    "dang ky",
    "giấy phép xây dựng",
    "ho kinh doanh",
    "chứng thực",
    "1.001193",
    "2.000",
    "khia sinh",
    "giay phep lai xee",
    "quyền sử dụng đất",
    "bảo hiểm xã hội",
    "cấp lại",
    "người có công",
    "thủ tục",
    "zzzz",
];
/// So many searches, each by other words: a word of somebody else's is added.
const SEARCHES: usize = 2_000;

/// Over `/api/v1/services` and as a page.
pub fn run(table: &mut Table, portal: &Portal) {
    for (name, page) in [("Search, for programs", "/api/v1/services"), ("Search, as a page in Brotli", "/dich-vu")] {
        say(name);
        let requests: Vec<Vec<u8>> =
            words().map(|words| get(&search_address(page, &words), "accept-encoding: br\r\n")).collect();
        let mut times = latencies(portal, &requests);
        times.sort_unstable();
        let at = |hundredths: usize| milliseconds(times[(times.len() - 1) * hundredths / 100]);
        let measured = format!("median {} ms, 99 % within {} ms", at(50), at(99));
        table.told(name, &measured, "99 % within 5 ms");
    }
}

/// Different words each time.
pub fn words() -> impl Iterator<Item = String> {
    (0..SEARCHES).map(|number| {
        let added = ["", " m", " h", " c", " t", " n"][number / WORDS.len() % 6];
        format!("{}{added}", WORDS[number % WORDS.len()])
    })
}

fn milliseconds(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1000.0)
}
