//! The first page, the national portal's doorstep, health and the style sheet.

use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::html::{e, fault, page};

/// `GET /`
pub async fn index() -> Response {
    page(
        StatusCode::OK,
        "Thế giới bên ngoài",
        r#"<p class="lead">Cổng dịch vụ công trình diễn nói chuyện với các hệ thống khác qua đúng giao thức của chúng. Ở đây là những hệ thống ấy, chạy giả trên máy này, để bạn thử mọi tình huống.</p>
<ul class="cards">
<li><h2><a href="/tin-nhan">Hộp tin nhắn</a></h2><p>Mọi tin SMS và thư điện tử mà cổng đã gửi, theo từng người nhận.</p></li>
<li><h2><a href="/cong-thanh-toan">Cổng thanh toán</a></h2><p>Các giao dịch, thông điệp gốc và câu trả lời của cổng. Giao thức VNPay 2.1.0. Trang trả tiền mở ra khi bạn bấm trả phí trên cổng.</p></li>
<li><h2><a href="/payplat">Nền tảng thanh toán quốc gia</a></h2><p>Các yêu cầu thanh toán, CONFIRM và câu trả lời của cổng; cho INIT hỏng. Giao thức PayPlat 1.0.6, đọc từ mã nguồn công khai của các nơi tích hợp.</p></li>
<li><h2>Danh tính quốc gia</h2><p>Đăng nhập bằng một trong sáu công dân giả, hoặc tự đặt một người giả. Giao thức OpenID Connect. Trang này mở ra khi bạn bấm đăng nhập trên cổng.</p><p><a href="/.well-known/openid-configuration">Bản mô tả cho máy</a></p></li>
<li><h2><a href="/cong-quoc-gia/dich-vu/1.001193">Cổng Dịch vụ công quốc gia</a></h2><p>Trang đứng thay cổng quốc gia, nơi các thủ tục không nộp tại cổng tỉnh dẫn tới.</p></li>
<li><h2><a href="/dieu-khien">Điều khiển</a></h2><p>Cho một hệ thống hỏng hoặc chậm trong vài lần gọi tới, để xem cổng ứng xử thế nào.</p></li>
</ul>
<p>Mọi thứ ở đây chỉ nằm trong bộ nhớ và mất khi tắt.</p>"#,
    )
}

/// `GET /cong-quoc-gia/dich-vu/{code}`: where services that are filed elsewhere lead.
pub async fn national_portal(Path(code): Path<String>) -> Response {
    page(
        StatusCode::OK,
        "Cổng Dịch vụ công quốc gia (mô phỏng)",
        &format!(
            r#"<p class="lead">Trang này đứng thay Cổng Dịch vụ công quốc gia.</p>
<dl><dt>Thủ tục</dt><dd><code>{}</code></dd></dl>
<p>Từ ngày 01/07/2025, người dân nộp hồ sơ thủ tục này trên cổng quốc gia. Ngoài đời, bạn sẽ đăng nhập và nộp ở đó; bản mô phỏng dừng tại đây và không nhận hồ sơ.</p>
<p>Dùng nút quay lại của trình duyệt để trở về cổng.</p>"#,
            e(code)
        ),
    )
}

/// `GET /health`
pub async fn health() -> &'static str {
    "ok\n"
}

/// `GET /mo-phong.css`
pub async fn stylesheet() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("mo-phong.css")).into_response()
}

/// Any other address.
pub async fn not_found() -> Response {
    fault(
        StatusCode::NOT_FOUND,
        "Không có trang này",
        "Địa chỉ này không thuộc bản mô phỏng. Hãy bắt đầu từ trang đầu.",
    )
}
