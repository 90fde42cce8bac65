//! Which fees the money of a dossier paid, and what of it goes back.

use domain::{
    fee::{FeeKind, RefundCause, RefundLine, refund},
    money::Dong,
    quote::ItemQuote,
};

use super::{Facts, FeeLine, Misfit, PaidBy, PaidLine, Payment, ReceiptNumber};

impl Facts {
    /// What is to be paid of a fee, as the dossier stands.
    pub(super) fn asked(&self, line: &FeeLine) -> Dong {
        let let_off = self.let_off.get(&line.key).copied().unwrap_or_default();
        line.payable.checked_sub(let_off).unwrap_or(Dong::ZERO)
    }

    /// What is not paid yet of each fee, those that are due first before the others.
    fn open_lines(&self) -> Vec<(FeeLine, Dong)> {
        let mut lines = self.fee_lines();
        lines.sort_by_key(|line| line.due as u8);
        lines
            .into_iter()
            .map(|line| {
                let paid = self.payments.iter().flat_map(|payment| &payment.lines);
                let paid = paid.filter(|paid| paid.key == line.key);
                let open =
                    paid.fold(self.asked(&line), |open, paid| open.checked_sub(paid.amount).unwrap_or(Dong::ZERO));
                (line, open)
            })
            .collect()
    }

    /// Which fees `amount` pays; what none of them asks for comes last, under no key.
    pub fn allot(&self, amount: Dong) -> Vec<PaidLine> {
        let mut left = amount;
        let mut lines = Vec::new();
        for (fee, open) in self.open_lines() {
            let part = open.min(left);
            if part.is_zero() {
                continue;
            }
            left = left.checked_sub(part).unwrap_or(Dong::ZERO);
            lines.push(PaidLine { key: fee.key, name: fee.name, amount: part });
        }
        if !left.is_zero() {
            lines.push(PaidLine { key: String::new(), name: String::new(), amount: left });
        }
        lines
    }

    /// Under which cause money goes back if the dossier is withdrawn as it stands.
    pub const fn withdrawal_cause(&self) -> RefundCause {
        if self.begun { RefundCause::WithdrawnDuringWork } else { RefundCause::WithdrawnBeforeWork }
    }

    /// Under which cause money goes back if the dossier is stopped as it stands.
    pub const fn stop_cause(&self) -> RefundCause {
        if self.begun { RefundCause::StoppedDuringWork } else { RefundCause::StoppedBeforeWork }
    }

    /// What becomes of each payment that still stands, for a cause: by each fee's kind and its own text.
    pub fn refunds(&self, cause: RefundCause) -> Vec<(&Payment, Vec<RefundLine>)> {
        let standing = self.payments.iter().filter(|payment| !payment.lines.is_empty());
        standing
            .map(|payment| {
                let lines = payment.lines.iter().map(|line| self.refund_line(line, cause));
                (payment, lines.collect())
            })
            .collect()
    }

    fn refund_line(&self, line: &PaidLine, cause: RefundCause) -> RefundLine {
        let item = self.item(&line.key);
        // What no fee asked for was paid by mistake.
        let cause = if line.key.is_empty() { RefundCause::PaidTwice } else { cause };
        let back = back(item, cause, line.amount);
        RefundLine {
            key: line.key.clone(),
            name: line.name.clone(),
            kind: item.map(|item| item.kind),
            paid: line.amount,
            back: back.0,
            source: back.1,
        }
    }

    /// The fee of a key; none for what a decision set.
    fn item(&self, key: &str) -> Option<&ItemQuote> {
        self.fee.as_ref()?.items.iter().find(|item| item.key == key)
    }

    /// Lets the applicant off what is not paid yet and would come back at once, for a cause.
    pub(super) fn let_off_open(&mut self, cause: RefundCause) -> Result<(), Misfit> {
        for (line, open) in self.open_lines() {
            let (back, _) = back(self.item(&line.key), cause, open);
            self.let_off_line(&line.key, back)?;
        }
        Ok(())
    }

    fn let_off_line(&mut self, key: &str, amount: Dong) -> Result<(), Misfit> {
        if !amount.is_zero() {
            let sum = self.let_off.entry(key.to_owned()).or_default();
            *sum = sum.checked_add(amount).map_err(|_| Misfit::Money)?;
        }
        Ok(())
    }

    /// Takes what goes back off its payment; `lines` says of which fees, or else it is all of it.
    pub(super) fn give_back(
        &mut self,
        order_id: Option<&str>,
        receipt: Option<&ReceiptNumber>,
        amount: Dong,
        lines: &[RefundLine],
    ) -> Result<(), Misfit> {
        let named = |payment: &&mut Payment| match receipt {
            Some(receipt) => payment.receipt == *receipt,
            None => payment.order_id.as_deref() == order_id,
        };
        let payment = self.payments.iter_mut().find(named).ok_or(Misfit::Money)?;
        if lines.is_empty() {
            if payment.amount() != amount {
                return Err(Misfit::Money);
            }
            payment.lines.clear();
        }
        let mut sum = Dong::ZERO;
        for line in lines {
            let stands = payment.lines.iter_mut().find(|paid| paid.key == line.key);
            let stands = stands.ok_or(Misfit::Money)?;
            stands.amount = stands.amount.checked_sub(line.back).map_err(|_| Misfit::Money)?;
            sum = sum.checked_add(line.back).map_err(|_| Misfit::Money)?;
        }
        if !lines.is_empty() && sum != amount {
            return Err(Misfit::Money);
        }
        payment.lines.retain(|line| !line.amount.is_zero());
        self.paid = self.paid.checked_sub(amount).map_err(|_| Misfit::Money)?;
        if payment.by == PaidBy::Online {
            let online = self.paid_online.checked_sub(amount);
            self.paid_online = online.map_err(|_| Misfit::Money)?;
        }
        // After the decision it is not asked for again.
        if self.state.finish().is_some() {
            for line in lines {
                self.let_off_line(&line.key, line.back)?;
            }
        }
        Ok(())
    }
}

/// What of an amount of a fee goes back, and the fee's own text where it says so. What a decision set is outside the
/// law on fees, as a price is.
fn back(item: Option<&ItemQuote>, cause: RefundCause, paid: Dong) -> (Dong, Option<String>) {
    let (rules, kind) = item.map_or((&[][..], FeeKind::Price), |item| (&item.refunds, item.kind));
    let refund = refund(rules, kind, cause, paid);
    (refund.dong, refund.source.map(str::to_owned))
}
