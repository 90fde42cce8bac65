-- An order belongs to the gateway where it is paid: it alone is asked about it and returns its money. So far there was one.
ALTER TABLE payment_order ADD COLUMN provider TEXT NOT NULL DEFAULT 'vnpay';

-- Why an order failed, in the portal's own words (domain::payment::FailureReason); response_code stays as the gateway's
-- own code, for operators.
ALTER TABLE payment_order ADD COLUMN failure TEXT;
UPDATE payment_order SET failure = CASE
        WHEN response_code IN ('51', '65') THEN 'funds'
        WHEN response_code = '11' THEN 'timed_out'
        WHEN response_code IN ('10', '13', '79') THEN 'wrong_code'
        WHEN response_code IN ('09', '12') THEN 'account'
        WHEN response_code = '75' THEN 'bank'
        ELSE 'other'
    END
WHERE state = 'failed';

-- Money that was paid at a gateway is given at the counter, too, where the gateway takes no refund orders.
ALTER TABLE refund ADD COLUMN at_counter BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE refund SET at_counter = TRUE WHERE order_id IS NULL;
