use domain::payment::FailureReason;

use super::*;
use crate::{
    gateway::{GatewayConfig, http, payment::Bill},
    secret::Secret,
};

const IPN: &str = "vnp_Amount=800000&vnp_BankCode=NCB&vnp_BankTranNo=VNP14000001&vnp_CardType=ATM&vnp_OrderInfo=Thanh+toan+phi+ho+so+000.00.15.H48-261120-0007&vnp_PayDate=20261120091702&vnp_ResponseCode=00&vnp_TmnCode=DEMOTMN1&vnp_TransactionNo=14000001&vnp_TransactionStatus=00&vnp_TxnRef=TT2611200000007";
const IPN_HASH: &str = "76fe74a3faeaaa04f3ed79faa4574f4c737d3faae04fce23cf8a0819153b56d23927cd3e7dbd54098adb09b0c77fae20369c4a5cc2773c4c79221a2052eb2d90";

fn client() -> VnPay {
    let url = |text: &str| Url::parse(text).unwrap();
    VnPay::new(
        VnPayConfig {
            pay_url: url("http://127.0.0.1:3001/paymentv2/vpcpay.html"),
            api_url: url("http://127.0.0.1:3001/merchant_webapi/api/transaction"),
            merchant: "DEMOTMN1".to_owned(),
            secret: Secret::new("DEMOSECRETDEMOSECRETDEMOSECRET12"),
            return_url: url("https://portal.example.vn/thanh-toan/ket-qua"),
        },
        http::client(&GatewayConfig::default()).unwrap(),
    )
}

fn request() -> PayRequest {
    PayRequest {
        reference: "TT2611200000007".to_owned(),
        amount_dong: 8_000,
        info: "Thanh toan phi ho so 000.00.15.H48-261120-0007".to_owned(),
        language: PayLanguage::Vietnamese,
        client_ip: [127, 0, 0, 1].into(),
        created_at: "2026-11-20T09:15:00+07:00".parse().unwrap(),
        expires_at: "2026-11-20T09:30:00+07:00".parse().unwrap(),
        bill: Bill::default(),
    }
}

fn read(query: &str) -> Result<PaymentReport, CallbackError> {
    client().read_callback(&Callback::of_query(query))
}

fn signed(text: &str) -> String {
    let hash = signature::sign(&client().config.secret, text);
    format!("{text}&vnp_SecureHash={hash}")
}

#[test]
fn the_pay_url_is_the_vectors() {
    let url = client().pay_url(&request()).unwrap();
    assert_eq!(
        url.query().unwrap(),
        "vnp_Amount=800000&vnp_Command=pay&vnp_CreateDate=20261120091500&vnp_CurrCode=VND&vnp_ExpireDate=20261120093000&vnp_IpAddr=127.0.0.1&vnp_Locale=vn&vnp_OrderInfo=Thanh+toan+phi+ho+so+000.00.15.H48-261120-0007&vnp_OrderType=other&vnp_ReturnUrl=https%3A%2F%2Fportal.example.vn%2Fthanh-toan%2Fket-qua&vnp_TmnCode=DEMOTMN1&vnp_TxnRef=TT2611200000007&vnp_Version=2.1.0&vnp_SecureHash=b8b2356f0d4c1b65953d6d7fa3b11b9d29e2998db047619db93eacf109965cf3f20b49d19c75126a245955723203ab6ac511ef5cf333bc1badec8e6ab80c7826"
    );
}

#[test]
fn a_request_that_breaks_the_protocol_is_not_signed() {
    let broken = [
        PayRequest { amount_dong: 0, ..request() },
        PayRequest { amount_dong: -1, ..request() },
        PayRequest { amount_dong: i64::MAX, ..request() },
        PayRequest { info: "Lệ phí".to_owned(), ..request() },
        PayRequest { info: String::new(), ..request() },
        PayRequest { reference: "a b".to_owned(), ..request() },
        PayRequest { expires_at: request().created_at, ..request() },
    ];
    for request in broken {
        let error = client().pay_url(&request).unwrap_err();
        assert!(matches!(error, GatewayError::Invalid { .. }), "{request:?}");
        assert!(!error.is_retriable());
    }
}

#[test]
fn the_vectors_callback_is_read() {
    let report = read(&format!("{IPN}&vnp_SecureHash={IPN_HASH}")).unwrap();
    assert_eq!(report.reference, "TT2611200000007");
    assert_eq!(report.amount_dong, Some(8_000));
    assert_eq!(report.outcome, PaymentOutcome::Paid { transaction_no: Some("14000001".to_owned()) });
    assert_eq!(report.code, "00");
    assert_eq!(report.paid_at, Some("2026-11-20T09:17:02+07:00".parse().unwrap()));
}

#[test]
fn a_forged_callback_is_told_97() {
    let forged = [
        IPN.to_owned(),
        format!("{IPN}&vnp_SecureHash="),
        format!("{IPN}&vnp_SecureHash=00"),
        format!("{IPN}&vnp_SecureHash={IPN_HASH}").replace("vnp_Amount=800000", "vnp_Amount=100"),
        format!("{IPN}&vnp_Extra=1&vnp_SecureHash={IPN_HASH}"),
        signed(&IPN.replace("DEMOTMN1", "DEMOTMN2")),
    ];
    for query in forged {
        let error = read(&query).unwrap_err();
        assert_eq!(error, CallbackError::Signature, "{query}");
        assert_eq!(answer::of((&error).into())["RspCode"], "97");
    }
}

#[test]
fn a_signed_but_malformed_callback_is_told_99() {
    let malformed = [
        signed(&IPN.replace("vnp_Amount=800000", "vnp_Amount=800050")),
        signed(&IPN.replace("vnp_Amount=800000", "vnp_Amount=-800000")),
        signed(&IPN.replace("vnp_Amount=800000", "vnp_Amount=8e5")),
        signed(&IPN.replace("&vnp_ResponseCode=00", "")),
        signed(&IPN.replace("20261120091702", "20261320091702")),
        format!("{}&vnp_Amount=1", signed(IPN)),
    ];
    for query in malformed {
        let error = read(&query).unwrap_err();
        assert!(matches!(error, CallbackError::Malformed(_)), "{query}");
        assert_eq!(answer::of((&error).into())["RspCode"], "99");
    }
}

#[test]
fn success_needs_both_codes() {
    for (response, status) in [("00", "01"), ("24", "00"), ("24", "02")] {
        let text = IPN
            .replace("vnp_ResponseCode=00", &format!("vnp_ResponseCode={response}"))
            .replace("vnp_TransactionStatus=00", &format!("vnp_TransactionStatus={status}"));
        assert!(!read(&signed(&text)).unwrap().is_paid());
    }
}

#[test]
fn codes_become_our_own_words() {
    for (response, status, outcome) in [
        ("24", "02", PaymentOutcome::Cancelled),
        ("51", "02", PaymentOutcome::Failed(FailureReason::Funds)),
        ("65", "02", PaymentOutcome::Failed(FailureReason::Funds)),
        ("11", "02", PaymentOutcome::Failed(FailureReason::TimedOut)),
        ("13", "02", PaymentOutcome::Failed(FailureReason::WrongCode)),
        ("12", "02", PaymentOutcome::Failed(FailureReason::Account)),
        ("75", "02", PaymentOutcome::Failed(FailureReason::Bank)),
        ("42", "02", PaymentOutcome::Failed(FailureReason::Other)),
        ("07", "00", PaymentOutcome::Pending),
        ("00", "01", PaymentOutcome::Pending),
        ("00", "07", PaymentOutcome::Pending),
    ] {
        let text = IPN
            .replace("vnp_ResponseCode=00", &format!("vnp_ResponseCode={response}"))
            .replace("vnp_TransactionStatus=00", &format!("vnp_TransactionStatus={status}"));
        assert_eq!(read(&signed(&text)).unwrap().outcome, outcome, "{response} {status}");
    }
}
