//! Words that carry nothing in a search: "làm giấy khai sinh thì cần gì" is about "giấy khai sinh".

use std::{collections::HashSet, sync::LazyLock};

use domain::text::{spelling_keys, tokens};

const WORDS: &str = "làm xin thì gì ở đâu tôi em mình anh chị bạn muốn cần phải như thế nào là và các những của cho \
    để ra có được bị về tại với khi mà hay hoặc rồi nhé ạ ơi ai sao bao nhiêu mấy lâu này đó thủ tục hồ sơ việc \
    đối theo trong bởi do nếu đi lên online mạng trực tuyến hướng dẫn cách nộp mới cái không hai \
    the a an for of to my how i need get in do can where what is new apply";

static SPELLED: LazyLock<HashSet<String>> = LazyLock::new(|| spelling_keys(WORDS).into_iter().collect());
static FOLDED: LazyLock<HashSet<String>> = LazyLock::new(|| tokens(WORDS).into_iter().collect());

/// Whether the word carries nothing; where the search has marks, they tell "là" from "lạ".
pub(super) fn is_stop_word(spelled: &str, folded: &str, has_marks: bool) -> bool {
    if has_marks { SPELLED.contains(spelled) } else { FOLDED.contains(folded) }
}
