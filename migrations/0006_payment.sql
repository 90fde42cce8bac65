-- Where the payer is sent; kept, because opening an order again must give the same signed address.
ALTER TABLE payment_order ADD COLUMN address TEXT NOT NULL DEFAULT '';
-- Nobody pays two orders at once for one dossier.
CREATE UNIQUE INDEX payment_order_one_open ON payment_order (dossier_id) WHERE state = 'open';

-- The running number of receipts; allocated with the receipt, so that there is no gap.
CREATE TABLE receipt_sequence (
    series TEXT NOT NULL,
    year   BIGINT NOT NULL,
    last   BIGINT NOT NULL,
    PRIMARY KEY (series, year)
);

-- Refunds are ordered by the worker, again and again until the gateway has answered.
ALTER TABLE refund ADD COLUMN next_try BIGINT;
ALTER TABLE refund ADD COLUMN attempts BIGINT NOT NULL DEFAULT 0;
ALTER TABLE refund ADD COLUMN last_error TEXT;
CREATE INDEX refund_due ON refund (next_try);
