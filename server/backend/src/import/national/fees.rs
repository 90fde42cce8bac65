//! Fees: what the source states so clearly that a person may rely on it, and its words for all else.
//!
//! Nought is free only where its text is empty or says free without a condition. An amount is taken only where it
//! stands alone and its words neither contradict it nor set a condition.

use domain::{
    channel::Channel,
    fee::{Amount, FeeAuthority, FeeDue, FeeItem, FeeKind},
    money::Dong,
    procedure::Flag,
};

use super::{
    amounts::{amounts, unit},
    channel,
    row::{RowFee, RowWay},
};
use crate::{
    catalogue::notation,
    import::text::{TextRepair, clean_line},
};

/// Nothing published costs less than this and more than nothing.
const LEAST: i64 = 500;
/// Beyond this a number in the data is a slip.
const MOST: i64 = 2_000_000_000;

/// What one line, or one channel, says.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Says {
    Free,
    Dong { dong: Dong, unit: Option<String> },
    Unclear,
    Nothing,
}

/// A channel's fee.
struct ChannelFee {
    channel: Channel,
    says: Says,
    words: String,
    kind: FeeKind,
}

/// The fees, and what is odd about them. None at all: the source says that nothing is to be paid.
pub(super) fn read(ways: &[RowWay], scale_suspect: bool, texts: &mut Vec<TextRepair>) -> (Vec<FeeItem>, Vec<Flag>) {
    let mut flags = Vec::new();
    if scale_suspect {
        flags.push(Flag::FeeSuspectScale);
    }
    let channels = by_channel(ways, scale_suspect, texts);
    if channels.iter().all(|fee| fee.says == Says::Nothing) {
        flags.push(Flag::FeeUnstated);
        return (vec![unstated()], flags);
    }
    if channels.iter().all(|fee| fee.says == Says::Free) {
        return (Vec::new(), flags);
    }
    let of = |wanted: Channel| channels.iter().find(|fee| fee.channel == wanted);
    let (counter, online, postal) = (of(Channel::Counter), of(Channel::Online), of(Channel::Postal));
    let Some(base) = counter.or(postal).or(online) else {
        return (vec![unstated()], flags);
    };
    let postal_differs = counter.zip(postal).is_some_and(|(a, b)| a.says != b.says);
    let mut all_words: Vec<&str> = Vec::new();
    for fee in &channels {
        if !fee.words.is_empty() && !all_words.contains(&fee.words.as_str()) {
            all_words.push(&fee.words);
        }
    }
    let words = all_words.join("\n");
    let amount = if postal_differs { Amount::Unknown { source_text: words.clone() } } else { amount(base, &words) };
    let online = online.map(|fee| self::amount(fee, &words)).filter(|rate| *rate != amount);
    if [Some(&amount), online.as_ref()].into_iter().flatten().any(|a| matches!(a, Amount::Unknown { .. })) {
        flags.push(Flag::FeeUnknown);
    }
    let name = match base.kind {
        FeeKind::Charge => "Phí",
        FeeKind::Duty => "Lệ phí",
        FeeKind::Price => "Giá dịch vụ",
    };
    let item = FeeItem {
        key: "phi-le-phi".to_owned(),
        name: name.to_owned(),
        kind: base.kind,
        set_by: notation::authority(&words),
        amount,
        online,
        applicants: Vec::new(),
        due: FeeDue::AfterAcceptance,
        refunds: Vec::new(),
        source: source(),
    };
    (vec![item], flags)
}

fn source() -> String {
    "Cổng Dịch vụ công quốc gia".to_owned()
}

fn unstated() -> FeeItem {
    FeeItem {
        key: "phi-le-phi".to_owned(),
        name: "Phí, lệ phí".to_owned(),
        kind: FeeKind::Charge,
        set_by: FeeAuthority::Unknown,
        amount: Amount::Unknown { source_text: "Nguồn không nêu phí, lệ phí.".to_owned() },
        online: None,
        applicants: Vec::new(),
        due: FeeDue::AfterAcceptance,
        refunds: Vec::new(),
        source: source(),
    }
}

fn amount(fee: &ChannelFee, all_words: &str) -> Amount {
    match &fee.says {
        Says::Free => Amount::Free,
        Says::Dong { dong, unit: None } => Amount::Fixed { dong: *dong },
        Says::Dong { dong, unit: Some(unit) } => Amount::PerUnit { unit: unit.clone(), each: *dong },
        Says::Unclear | Says::Nothing => {
            Amount::Unknown { source_text: if fee.words.is_empty() { all_words.to_owned() } else { fee.words.clone() } }
        }
    }
}

/// A channel that is repeated with another fee says nothing clear.
fn by_channel(ways: &[RowWay], scale_suspect: bool, texts: &mut Vec<TextRepair>) -> Vec<ChannelFee> {
    let mut channels: Vec<ChannelFee> = Vec::new();
    for way in ways {
        let Some(channel) = channel(&way.channel) else {
            continue;
        };
        let words = clean_line(way.fee_text.as_deref().unwrap_or_default(), texts);
        let says = channel_says(&way.fees, &words, scale_suspect, texts);
        let kind = way.fees.iter().find_map(|fee| notation::fee_kind(fee.kind.as_deref()?)).unwrap_or(FeeKind::Charge);
        match channels.iter_mut().find(|fee| fee.channel == channel) {
            None => channels.push(ChannelFee { channel, says, words, kind }),
            Some(kept) if kept.says == says && kept.words == words => {}
            Some(kept) => {
                if kept.says != says {
                    kept.says = Says::Unclear;
                }
                if !words.is_empty() && kept.words != words {
                    kept.words = format!("{}\n{words}", kept.words).trim().to_owned();
                }
            }
        }
    }
    channels
}

fn channel_says(fees: &[RowFee], words: &str, scale_suspect: bool, texts: &mut Vec<TextRepair>) -> Says {
    match fees {
        [] if words.is_empty() => Says::Nothing,
        [] if is_free(words) => Says::Free,
        [] => Says::Unclear,
        [one] => line_says(one, scale_suspect, texts),
        several => {
            // Several lines are cases, or sums to be added: the source doesn't say which.
            let free = several.iter().all(|line| line_says(line, scale_suspect, texts) == Says::Free);
            if free { Says::Free } else { Says::Unclear }
        }
    }
}

fn line_says(line: &RowFee, scale_suspect: bool, texts: &mut Vec<TextRepair>) -> Says {
    let note = clean_line(line.note.as_deref().unwrap_or_default(), texts);
    let value = line.value.as_ref().and_then(|value| value.to_string().parse::<i64>().ok());
    let currency = line.currency.as_deref().unwrap_or("VND");
    let (Some(value), "VND") = (value, currency) else {
        return Says::Unclear;
    };
    if value == 0 {
        return if note.is_empty() || is_free(&note) { Says::Free } else { Says::Unclear };
    }
    let named = amounts(&note);
    let confirmed = named.iter().all(|named| *named == value) && !named.is_empty();
    let plausible = (LEAST..=MOST).contains(&value) && (confirmed || !scale_suspect);
    if !plausible || (!named.is_empty() && !confirmed) || is_conditional(&note) {
        return Says::Unclear;
    }
    Dong::new(value).map_or(Says::Unclear, |dong| Says::Dong { dong, unit: unit(&note) })
}

/// Whether a text says free, and no more than that.
fn is_free(words: &str) -> bool {
    let bare: String = words.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let bare = bare.split_whitespace().collect::<Vec<_>>().join(" ");
    matches!(
        bare.as_str(),
        "0" | "0 đồng"
            | "0đ"
            | "không"
            | "không có"
            | "không đồng"
            | "không thu"
            | "không thu phí"
            | "không thu lệ phí"
            | "không thu phí lệ phí"
            | "không mất phí"
            | "không phải nộp"
            | "không phải nộp phí"
            | "không phải nộp lệ phí"
            | "không phải nộp phí lệ phí"
            | "không phí"
            | "không lệ phí"
            | "miễn"
            | "miễn phí"
            | "miễn lệ phí"
            | "miễn phí không"
            | "miễn phí không có"
            | "miễn phí lệ phí"
            | "phí 0 đồng"
            | "phí không đồng"
            | "phí không"
            | "phí không có"
            | "lệ phí 0 đồng"
            | "lệ phí không đồng"
            | "lệ phí không"
            | "lệ phí không có"
            | "phí lệ phí không"
            | "phí lệ phí không có"
    )
}

/// Whether a text makes the amount depend on something.
fn is_conditional(note: &str) -> bool {
    let lower = note.to_lowercase();
    [
        "trường hợp",
        "đối với",
        "từ ngày",
        "đến ngày",
        "đến hết",
        "nếu ",
        "tùy ",
        "tuỳ ",
        "trừ ",
        "miễn",
        "giảm",
        "%",
        "từ 0",
        "từ 1",
        "trên ",
        "dưới ",
        "trở lên",
        "usd",
        "theo mức",
        // What only those pay who ask for copies besides.
        "bản sao",
        "bằng ",
    ]
    .iter()
    .any(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_is_said_without_condition() {
        for free in ["Không", "không có.", "Miễn phí", "Phí : 0 Đồng", "Không thu phí, lệ phí", "0"] {
            assert!(is_free(free), "{free}");
        }
        for not in [
            "Không quy định",
            "Chưa quy định",
            "Không thu lệ phí đối với tổ hợp tác",
            "Miễn phí cho hộ nghèo",
            "Theo quy định của HĐND tỉnh",
            "150.000 đồng/hồ sơ",
        ] {
            assert!(!is_free(not), "{not}");
        }
    }
}
