//! Takes out of a style sheet what only its authors need. Cautious: it knows strings and comments, nothing of selectors.

/// Drops comments and needless white space; strings stay as they are.
pub fn minify(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet.chars().peekable();
    let mut space = false;
    while let Some(letter) = rest.next() {
        match letter {
            '/' if rest.peek() == Some(&'*') => {
                rest.next();
                skip_comment(&mut rest);
                space = true;
            }
            _ if letter.is_whitespace() => space = true,
            _ => {
                if space && needs_space(&out, letter) {
                    out.push(' ');
                }
                space = false;
                if letter == '}' && out.ends_with(';') {
                    out.pop();
                }
                out.push(letter);
                if letter == '"' || letter == '\'' {
                    copy_string(&mut rest, letter, &mut out);
                }
            }
        }
    }
    out
}

/// White space means nothing beside these; beside others (`calc(a + b)`, `a :hover`, `and (`) it does.
fn needs_space(before: &str, after: char) -> bool {
    const FREE: [char; 4] = ['{', '}', ';', ','];
    let colon = before.ends_with(':');
    !before.is_empty() && !before.ends_with(FREE) && !FREE.contains(&after) && !colon
}

fn skip_comment(rest: &mut impl Iterator<Item = char>) {
    let mut last = ' ';
    for letter in rest {
        if last == '*' && letter == '/' {
            return;
        }
        last = letter;
    }
}

fn copy_string(rest: &mut impl Iterator<Item = char>, quote: char, out: &mut String) {
    let mut escaped = false;
    for letter in rest {
        out.push(letter);
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if letter == quote => return,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::minify;

    #[test]
    fn drops_comments_and_white_space() {
        let sheet = "/* a */\n.a , .b {\n  color : red; /* b */\n  margin: 0 auto;\n}\n";
        assert_eq!(minify(sheet), ".a,.b{color :red;margin:0 auto}");
    }

    #[test]
    fn keeps_white_space_that_means_something() {
        for sheet in [
            "@media print and (min-width:1px){a :hover{width:calc(1px + 2px)}}",
            "a{content:\"/* no  comment */ \\\" ; \"}",
            ".a:not(.b) .c>d+e{inset:0 1px}",
        ] {
            assert_eq!(minify(sheet), sheet);
        }
    }
}
