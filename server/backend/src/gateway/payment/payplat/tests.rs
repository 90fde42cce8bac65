use serde_json::json;

use super::*;
use crate::{
    gateway::{
        GatewayConfig, http,
        payment::{Bill, BillLine, PayLanguage, Payer},
    },
    secret::Secret,
};

fn client() -> PayPlat {
    let config = PayPlatConfig::demo(&Url::parse("http://127.0.0.1:3001").unwrap()).unwrap();
    PayPlat::new(config, http::client(&GatewayConfig::default()).unwrap())
}

fn request() -> PayRequest {
    PayRequest {
        reference: "dvc0000015H48261120000720261120091500".to_owned(),
        amount_dong: 8_000,
        info: "THANH TOAN HO SO 000.00.15.H48-261120-0007".to_owned(),
        language: PayLanguage::Vietnamese,
        client_ip: [127, 0, 0, 1].into(),
        created_at: "2026-11-20T09:15:00+07:00".parse().unwrap(),
        expires_at: "2026-11-20T09:30:00+07:00".parse().unwrap(),
        bill: Bill {
            dossier: "000.00.15.H48-261120-0007".to_owned(),
            service_code: "1.001612".to_owned(),
            payer: Payer { full_name: "Nguyễn Thị Ánh".to_owned(), ..Payer::default() },
            lines: vec![BillLine {
                key: "le-phi".to_owned(),
                name: "Lệ phí".to_owned(),
                amount: domain::money::Dong::of(8_000),
            }],
            ..Bill::default()
        },
    }
}

/// A CONFIRM with its hash, after `change`; what is signed are the values as text.
fn confirm(change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut message = json!({
        "LoaiBanTin": "CONFIRM", "MaLoi": "00", "MaDoiTac": "DEMODT", "MaThamChieu": "TTABC", "SoTien": "8000",
        "MaTienTe": "VND", "MaGiaoDich": "900001", "MaNganHang": "970436", "ThoiGianGD": "20261120152000",
        "ThongTinGiaoDich": "Phi, le phi ho so",
    });
    change(&mut message);
    let order = [
        "LoaiBanTin",
        "MaLoi",
        "MaDoiTac",
        "MaThamChieu",
        "SoTien",
        "MaTienTe",
        "MaGiaoDich",
        "MaNganHang",
        "ThoiGianGD",
        "ThongTinGiaoDich",
    ];
    let text = |name: &str| match &message[name] {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    };
    let values = order.map(text);
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    if message.get("MaXacThuc").is_none() {
        message["MaXacThuc"] = hash::sign(&Secret::new("DEMOSECRET"), &values).into();
    }
    message.to_string().into_bytes()
}

fn read(body: &[u8]) -> Result<PaymentReport, CallbackError> {
    client().read_callback(&Callback { query: "", body })
}

#[test]
fn init_and_query_are_the_vectors() {
    let init = Init::new(&client().config, &request()).unwrap();
    let init = serde_json::to_value(init).unwrap();
    assert_eq!(init["MaXacThuc"], "fea58be1fe5fb1b1ee06a2a0846ac55fd479c59ea658c1d238abebc870fa32b8");
    assert_eq!(init["ThongTinBienLai"]["HoTenNguoiNop"], "Nguyễn Thị Ánh");
    assert_eq!(init["ThongTinBienLai"]["DSKhoanNop"][0]["SoTien"], "8000");
    let asked = QueryRequest {
        request_id: String::new(),
        reference: request().reference,
        order_created_at: request().created_at,
        info: String::new(),
        server_ip: [127, 0, 0, 1].into(),
        asked_at: request().expires_at,
    };
    let query = serde_json::to_value(Query::new(&client().config, &asked).unwrap()).unwrap();
    assert_eq!(query["MaXacThuc"], "b6990549f9fa32cdd5f011de67dfd3cff709c56eb73aaf71e2d913a9ee94471a");
}

#[test]
fn a_request_that_breaks_the_protocol_is_not_sent() {
    for broken in [
        PayRequest { amount_dong: 0, ..request() },
        PayRequest { amount_dong: -1, ..request() },
        PayRequest { reference: "a-b".to_owned(), ..request() },
        PayRequest { reference: String::new(), ..request() },
        PayRequest { info: "a|b".to_owned(), ..request() },
    ] {
        let refused = Init::new(&client().config, &broken);
        assert!(matches!(refused, Err(GatewayError::Invalid { .. })), "{broken:?}");
    }
}

#[test]
fn a_confirm_is_read_with_its_amount_as_text_or_number_and_any_clock() {
    let paid = PaymentOutcome::Paid { transaction_no: Some("900001".to_owned()) };
    let changes: [fn(&mut Value); 5] = [
        |_| {},
        |message| message["SoTien"] = json!(8000),
        // 15:20 on a twelve-hour clock.
        |message| message["ThoiGianGD"] = json!("20261120032000"),
        |message| message["ThoiGianGD"] = json!(20_261_120_032_000_u64),
        |message| message["MaLoi"] = json!(0),
    ];
    for change in changes {
        let report = read(&confirm(change)).unwrap();
        assert_eq!((report.reference.as_str(), report.amount_dong), ("TTABC", Some(8_000)));
        assert_eq!(report.outcome, paid);
    }
    let failed = read(&confirm(|message| message["MaLoi"] = json!("99"))).unwrap();
    assert_eq!((failed.is_paid(), failed.code.as_str()), (false, "99"));
}

#[test]
fn a_forged_or_malformed_confirm_is_not_believed() {
    let signature: [fn(&mut Value); 4] = [
        |message| message["MaXacThuc"] = json!(""),
        |message| message["MaXacThuc"] = json!("00"),
        |message| message["MaXacThuc"] = Value::Null,
        |message| message["MaDoiTac"] = json!("ANOTHER"),
    ];
    for change in signature {
        assert_eq!(read(&confirm(change)), Err(CallbackError::Signature));
    }
    let forged = String::from_utf8(confirm(|_| {})).unwrap().replace("\"8000\"", "\"1\"");
    assert_eq!(read(forged.as_bytes()), Err(CallbackError::Signature));
    let malformed: [fn(&mut Value); 6] = [
        |message| message["SoTien"] = json!("8.000"),
        |message| message["SoTien"] = json!(-8000),
        |message| message["SoTien"] = json!(""),
        |message| message["MaTienTe"] = json!("USD"),
        |message| message["MaThamChieu"] = json!(""),
        |message| message["LoaiBanTin"] = json!("INIT"),
    ];
    for change in malformed {
        assert!(matches!(read(&confirm(change)), Err(CallbackError::Malformed(_))));
    }
    for body in ["", "{}", "[]", "null", "{\"SoTien\":{}}"] {
        assert!(read(body.as_bytes()).is_err(), "{body}");
    }
}

#[test]
fn each_verdict_is_answered_with_the_reference_and_a_hash() {
    let body = confirm(|_| {});
    let callback = Callback { query: "", body: &body };
    let now = "2026-11-20T15:20:00+07:00".parse().unwrap();
    for (verdict, code) in [
        (CallbackVerdict::Noted, "00"),
        (CallbackVerdict::AlreadyNoted, "00"),
        (CallbackVerdict::UnknownOrder, "01"),
        (CallbackVerdict::WrongAmount, "04"),
        (CallbackVerdict::Forged, "97"),
        (CallbackVerdict::NotNoted, "99"),
    ] {
        let answer = client().answer(&callback, verdict, now);
        let get = |name: &str| answer[name].as_str().unwrap();
        assert_eq!((get("MaLoi"), get("MaThamChieu"), get("ThoiGianGD")), (code, "TTABC", "20261120152000"));
        let values = ["MaLoi", "MoTaLoi", "MaDoiTac", "MaThamChieu", "ThoiGianGD"].map(get);
        assert!(hash::verify(&Secret::new("DEMOSECRET"), &values, get("MaXacThuc")));
    }
}

#[test]
fn the_documented_configuration_is_the_demos() {
    let documented: String = include_str!("config.rs")
        .lines()
        .skip_while(|line| !line.contains("```toml"))
        .skip(1)
        .take_while(|line| !line.contains("```"))
        .map(|line| line.trim_start_matches("/// ").to_owned() + "\n")
        .collect();
    let read: GatewayConfig = toml::from_str(&documented).unwrap();
    let [configured] = read.payment.0.as_slice() else { panic!("one gateway") };
    assert_eq!((configured.name.as_str(), configured.kind.name), ("payplat", "payplat"));
    let demo = PayPlatConfig::demo(&Url::parse("http://127.0.0.1:3001").unwrap()).unwrap();
    assert_eq!(format!("{:?}", configured.settings), format!("{demo:?}"));
}
