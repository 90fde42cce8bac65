-- What holds until a province decides otherwise. `valid_from` is the day on which the source came into force.
INSERT INTO working_hours (scope, valid_from, body) VALUES
    ('', '2020-01-01', '07:00-11:30,13:30-17:00');

INSERT INTO rule (key, value, valid_from, legal_source) VALUES
    ('acknowledge_hours', '8', '2020-04-08', 'Nghị định 45/2020/NĐ-CP, Điều 11'),
    ('supplement_days', '30', '2020-01-01', 'Quy định của cổng: chưa tìm thấy thời hạn chung trong văn bản'),
    ('supplement_clock', 'restart', '2018-06-21', 'Nghị định 61/2018/NĐ-CP, Điều 19'),
    ('supplement_clock', 'suspend', '2025-07-01', 'Nghị định 118/2025/NĐ-CP (mặc định trung tính, chờ đối chiếu)'),
    -- The two letters that open public references: the province's.
    ('reference_prefix', 'QN', '2020-01-01', 'Quy định của cổng'),
    ('payment_minutes', '15', '2020-01-01', 'Quy định của cổng'),
    -- Where a quote names no agency, it assumes one in this territory and says so.
    ('assumed_territory', '51/51', '2020-01-01', 'Quy định của cổng'),
    ('assumed_place', 'một xã thuộc địa bàn tỉnh Quảng Ngãi trước 01/07/2025', '2020-01-01', 'Quy định của cổng');
