-- Which rules of procedure hold from which day on: domain::regime. A dossier is read under those of its filing.
-- `value` is empty where a row only names its text. What is not sure stands in the text; changed by new rows.
-- The domain package tests its rules on this very text: one row a line.
CREATE TABLE regime (
    subject     TEXT NOT NULL,              -- domain::regime::Subject
    valid_from  TEXT NOT NULL,
    value       TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    PRIMARY KEY (subject, valid_from)
);
INSERT INTO regime (subject, valid_from, value, legal_basis) VALUES
('levels', '2004-07-08', 'province,district,commune', 'Quyết định 124/2004/QĐ-TTg: 63 tỉnh, ba cấp tỉnh, huyện, xã'),
('levels', '2025-07-01', 'province,commune', 'Quyết định 19/2025/QĐ-TTg: 34 tỉnh, hai cấp tỉnh, xã'),
('one_stop', '2018-06-21', '', 'Nghị định 61/2018/NĐ-CP, sửa đổi bởi Nghị định 107/2021/NĐ-CP'),
('one_stop', '2025-07-01', '', 'Nghị định 118/2025/NĐ-CP'),
('one_stop', '2025-12-31', '', 'Nghị định 118/2025/NĐ-CP, sửa đổi bởi Nghị định 367/2025/NĐ-CP'),
('one_stop', '2026-08-05', '', 'Nghị định 118/2025/NĐ-CP, sửa đổi bởi Nghị định 367/2025/NĐ-CP và Nghị định 309/2026/NĐ-CP'),
('forms', '2019-01-06', 'tt01_2018', 'Thông tư 01/2018/TT-VPCP, Điều 9: sáu mẫu'),
('forms', '2025-07-01', 'tt03_2025', 'Thông tư 03/2025/TT-VPCP, Phụ lục I: bảy mẫu'),
('code_order', '2019-01-06', 'old', 'Thông tư 01/2018/TT-VPCP, Điều 19'),
('code_order', '2025-07-01', 'as_registered', 'Thông tư 03/2025/TT-VPCP (cấu trúc mã chưa đối chiếu)'),
('service_levels', '2011-06-10', 'four', 'Nghị định 43/2011/NĐ-CP: mức độ 1 đến 4'),
('service_levels', '2022-08-15', 'two', 'Nghị định 42/2022/NĐ-CP: toàn trình, một phần'),
('service_levels', '2026-07-01', 'two_and_proactive', 'Nghị định 224/2026/NĐ-CP, Điều 14, 16: toàn trình, một phần và chủ động'),
('supplement_clock', '2018-06-21', 'restart', 'Nghị định 61/2018/NĐ-CP, Điều 19: thời hạn tính lại từ đầu'),
('supplement_clock', '2025-07-01', 'suspend', 'Nghị định 118/2025/NĐ-CP (mặc định trung tính, chờ đối chiếu)'),
('payment_clock', '2018-06-21', 'suspend', 'Thời gian thực hiện nghĩa vụ tài chính không tính vào thời hạn (Nghị định 101/2024/NĐ-CP về đất đai; nơi khác là mặc định của cổng)'),
('max_extensions', '2018-06-21', '1', 'Nghị định 61/2018/NĐ-CP, Điều 19: hẹn lại không quá một lần'),
('supplements_before_late', '2022-06-23', '1', 'Quyết định 766/QĐ-TTg: yêu cầu bổ sung quá một lần tính là trễ hạn'),
('electronic_procedure', '2020-05-22', '', 'Nghị định 45/2020/NĐ-CP'),
('national_portal', '2021-10-11', '', 'Quyết định 31/2021/QĐ-TTg'),
('national_portal', '2026-07-20', '', 'Quyết định 29/2026/QĐ-TTg'),
('identity', '2022-10-20', '', 'Nghị định 59/2022/NĐ-CP'),
('identity', '2024-07-01', '', 'Nghị định 69/2024/NĐ-CP, Luật Căn cước 26/2023/QH15'),
('personal_data', '2023-07-01', '', 'Nghị định 13/2023/NĐ-CP'),
('personal_data', '2026-01-01', '', 'Luật 91/2025/QH15, Nghị định 356/2025/NĐ-CP'),
('security', '2016-07-01', '', 'Nghị định 85/2016/NĐ-CP'),
('security', '2026-08-19', '', 'Luật 116/2025/QH15, Nghị định 331/2026/NĐ-CP'),
('fees', '2017-01-01', '', 'Luật Phí và lệ phí 97/2015/QH13, Nghị định 120/2016/NĐ-CP'),
('fees', '2026-01-01', '', 'Luật Phí và lệ phí 97/2015/QH13, Nghị định 362/2025/NĐ-CP (ngày hiệu lực cần đối chiếu)'),
('receipts', '2022-07-01', '', 'Nghị định 123/2020/NĐ-CP'),
('receipts', '2026-07-01', '', 'Nghị định 254/2026/NĐ-CP (biên lai giấy dùng đến hết 31/12/2026)'),
('holidays', '2021-01-01', '', 'Bộ luật Lao động 2019, Điều 112: 11 ngày'),
('holidays', '2026-07-01', '', 'Bộ luật Lao động 2019, Điều 112 và Nghị quyết 28/2026/QH16: 12 ngày'),
('civil_status', '2016-01-01', '', 'Luật Hộ tịch 60/2014/QH13'),
('civil_status', '2027-03-01', '', 'Luật Hộ tịch 03/2026/QH16');

-- The clock of supplements is a matter of the regime, and of the procedure's own law.
DELETE FROM rule WHERE key = 'supplement_clock';

-- Mountainous communes, islands and the like, where some limits are longer.
CREATE TABLE remote_area (
    unit_code    TEXT NOT NULL,
    valid_from   TEXT NOT NULL,
    valid_to     TEXT,
    legal_source TEXT NOT NULL,
    PRIMARY KEY (unit_code, valid_from)
);
