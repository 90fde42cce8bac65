//! How many statements an address may ask of the store. Whatever a test of this package fetches is counted.

use std::collections::BTreeSet;

use axum::http::Method;

use super::{addresses, with_services};
use crate::web::measure::Measured;

/// A page: who is signed in, and what it shows.
const PAGE: u32 = 3;
/// A form: the same, and what it changes.
const FORM: u32 = 8;

/// Methods, addresses, and how many statements these may ask. What fills a cache is not counted.
const MORE: &[(&str, &str, u32)] = &[
    ("GET", "/", 18),
    ("GET", "/api/v1/adoption", 5),
    ("GET", "/api/v1/services/{id}", 7),
    ("GET", "/bien-lai/{series}/{year}/{number}", 8),
    ("GET", "/can-bo", 13),
    ("GET", "/can-bo/ho-so/{name}", 16),
    ("POST", "/can-bo/ho-so/{name}/noi-bo/{work}", 19),
    ("GET", "/can-bo/ho-so/{name}/tep/{file}", 18),
    ("POST", "/can-bo/ho-so/{name}/thay-bien-lai", 33),
    ("POST", "/can-bo/ho-so/{name}/thu-tien", 31),
    ("POST", "/can-bo/ho-so/{name}/tra-tien", 21),
    ("POST", "/can-bo/ho-so/{name}/xu-ly-xong", 24),
    ("GET", "/can-bo/ho-so/{name}/{act}", 12),
    ("POST", "/can-bo/ho-so/{name}/{act}", 23),
    ("GET", "/can-bo/so-theo-doi", 8),
    ("GET", "/can-bo/so-theo-doi.pdf", 8),
    ("GET", "/can-bo/tiep-nhan", 8),
    ("POST", "/can-bo/tiep-nhan", 21),
    ("GET", "/dang-ky", 8),
    ("GET", "/dang-nhap", 8),
    ("POST", "/dang-nhap", 10),
    ("GET", "/dang-nhap/vneid/tro-lai", 5),
    ("POST", "/dang-xuat", 15),
    ("GET", "/dich-vu", 6),
    ("GET", "/dich-vu/{id}", 5),
    ("GET", "/ho-so", 8),
    ("GET", "/ho-so/{name}", 12),
    ("POST", "/ho-so/{name}/bo-sung", 10),
    ("POST", "/ho-so/{name}/danh-gia", 12),
    ("GET", "/ho-so/{name}/rut", 12),
    ("POST", "/ho-so/{name}/rut", 13),
    ("GET", "/ho-so/{name}/tep/{file}", 8),
    ("GET", "/ho-so/{name}/{form}", 12),
    ("GET", "/ho-tro", 6),
    ("POST", "/ho-tro-nguoi-dan/rut/{link}", 10),
    ("GET", "/ho-tro/gui/{draft}", 13),
    ("GET", "/ho-tro/gui/{draft}/ma", 5),
    ("POST", "/ho-tro/gui/{draft}/ma", 29),
    ("GET", "/ho-tro/phien", 7),
    ("POST", "/ho-tro/phien", 27),
    ("POST", "/ho-tro/phien/ket-thuc", 17),
    ("POST", "/ho-tro/phien/ma", 12),
    ("GET", "/nop-ho-so/{service}", 9),
    ("POST", "/nop-ho-so/{service}", 10),
    ("GET", "/nop-ho-so/{service}/{draft}", 10),
    ("POST", "/nop-ho-so/{service}/{draft}/co-quan", 15),
    ("GET", "/nop-ho-so/{service}/{draft}/da-gui", 10),
    ("GET", "/nop-ho-so/{service}/{draft}/giay-to", 11),
    ("POST", "/nop-ho-so/{service}/{draft}/giay-to", 416),
    ("GET", "/nop-ho-so/{service}/{draft}/kiem-tra", 15),
    ("POST", "/nop-ho-so/{service}/{draft}/kiem-tra", 20),
    ("GET", "/nop-ho-so/{service}/{draft}/tep/{file}", 9),
    ("POST", "/nop-ho-so/{service}/{draft}/tep/{file}/xoa", 9),
    ("GET", "/nop-ho-so/{service}/{draft}/{step}", 13),
    ("POST", "/nop-ho-so/{service}/{draft}/{step}", 20),
    ("GET", "/quan-tri", 58),
    ("GET", "/quan-tri/chi-tieu", 8),
    ("GET", "/quan-tri/chinh-sach", 8),
    ("GET", "/quan-tri/chinh-sach/ban-thao/{id}", 8),
    ("GET", "/quan-tri/chinh-sach/ban-thao/{id}/sua", 8),
    ("GET", "/quan-tri/chinh-sach/moi", 8),
    ("GET", "/quan-tri/chinh-sach/{id}", 8),
    ("GET", "/quan-tri/lich", 8),
    ("GET", "/quan-tri/lich/chinh-thuc", 8),
    ("GET", "/quan-tri/lich/gio", 9),
    ("POST", "/quan-tri/lich/gio", 9),
    ("GET", "/quan-tri/lich/mau.csv", 8),
    ("GET", "/quan-tri/lich/nhap", 8),
    ("GET", "/quan-tri/lich/sua", 8),
    ("GET", "/quan-tri/lich/thay-doi/{id}", 9),
    ("POST", "/quan-tri/lich/thay-doi/{id}/ap-dung", 57),
    ("GET", "/quan-tri/lich/them", 8),
    ("GET", "/quan-tri/lich/vung-xa", 8),
    ("POST", "/quan-tri/lich/vung-xa", 13),
    ("GET", "/quan-tri/thu-tuc", 8),
    ("GET", "/quan-tri/thu-tuc/ban-thao/{id}", 8),
    ("POST", "/quan-tri/thu-tuc/ban-thao/{id}/cong-bo", 9),
    ("GET", "/quan-tri/thu-tuc/ban-thao/{id}/sua", 8),
    ("GET", "/quan-tri/thu-tuc/{service}", 8),
    ("GET", "/quan-tri/thu-tuc/{service}/ban/{version}", 8),
    ("GET", "/quan-tri/thu-tuc/{service}/ban/{version}/rut-lai", 8),
    ("POST", "/quan-tri/thu-tuc/{service}/ban/{version}/rut-lai", 12),
    ("GET", "/tai-khoan", 8),
    ("GET", "/tinh-hinh", 25),
    ("GET", "/tinh-hinh.csv", 5),
    ("GET", "/tinh-hinh/ho-so", 17),
    ("GET", "/thanh-toan/ket-qua", 6),
];

/// Fails where an answer took more statements than its address may ask.
pub(crate) fn check(method: &Method, measured: &Measured) {
    let route = without_language(&measured.route);
    let method = if *method == Method::HEAD { &Method::GET } else { method };
    let more = MORE.iter().find(|(of, address, _)| *of == method.as_str() && *address == route);
    let most = match more {
        Some((_, _, most)) => *most,
        None if *method == Method::POST => FORM,
        None => PAGE,
    };
    let asked = measured.statements;
    assert!(asked <= most, "{method} {route} asked the store {asked} times; it may {most} times");
}

fn without_language(route: &str) -> &str {
    match route.strip_prefix("/en") {
        Some("") => "/",
        Some(rest) if rest.starts_with('/') => rest,
        _ => route,
    }
}

#[tokio::test]
async fn every_address_that_may_ask_more_exists() {
    let known = addresses(&with_services().await);
    let listed: BTreeSet<_> = MORE.iter().map(|(_, address, _)| (*address).to_owned()).collect();
    let gone: Vec<_> = listed.difference(&known).collect();
    assert!(gone.is_empty(), "{gone:?}");
    assert!(MORE.iter().all(|(method, _, most)| *most > if *method == "POST" { FORM } else { PAGE }));
}
