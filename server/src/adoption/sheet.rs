//! `/tinh-hinh.csv`: the figures for spreadsheet programs, asked for as under `/api/v1/adoption`.
//!
//! UTF-8 with a mark, by which Excel sees that it is; semicolons between fields, because Vietnamese numbers have commas.

use app::{
    adoption::sheet::{self, SheetRow},
    words::Lang,
};
use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use backend::{
    adoption::{self, Report},
    error::AppError,
};

use crate::{
    api,
    web::{Asked, Outcome, Shared, Visitor},
};

/// What a file must begin with so that Excel reads it as UTF-8.
const MARK: &str = "\u{feff}";

/// Answers with the sheet as a file.
pub async fn show(State(app): State<Shared>, visitor: Visitor, asked: Asked) -> Outcome {
    let (scope, by) = api::adoption::scope(&asked, app.portal.clock.today())?;
    let report = adoption::report(&app.portal, visitor.actor.as_ref(), &scope, by).await?;
    Ok(file(visitor.lang, &report)?)
}

fn file(lang: Lang, report: &Report) -> Result<Response, AppError> {
    let rows: Vec<SheetRow> = report
        .rows
        .iter()
        .map(|row| SheetRow {
            key: row.key.clone(),
            name: row.name.in_language(lang == Lang::En).to_owned(),
            level: row.level,
            figures: row.figures,
        })
        .collect();
    let lines = sheet::sheet(lang, report.by, &rows, report.total, report.demo);
    let text = written(&lines);
    let demo = if report.demo > 0 { "-demo" } else { "" };
    let period = report.scope.period;
    let name = format!("attachment; filename=\"tinh-hinh-{}-{}{demo}.csv\"", period.from(), period.to());
    let disposition = HeaderValue::from_str(&name).map_err(|error| AppError::Internal(error.to_string()))?;
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, disposition)];
    Ok((headers, text).into_response())
}

fn written(lines: &[Vec<String>]) -> String {
    let mut text = MARK.to_owned();
    for line in lines {
        let fields: Vec<String> = line.iter().map(|field| quoted(field)).collect();
        text.push_str(&fields.join(";"));
        text.push_str("\r\n");
    }
    text
}

/// A field as RFC 4180 has it. What a spreadsheet would run as a formula is kept as text by an apostrophe before it.
fn quoted(field: &str) -> String {
    let guard = if field.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    if field.contains([';', '"', '\n', '\r']) {
        format!("\"{guard}{}\"", field.replace('"', "\"\""))
    } else {
        format!("{guard}{field}")
    }
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use super::quoted;
    use crate::catalogue::tests::demo_portal;

    #[test]
    fn a_field_stays_one_field_and_no_formula_runs() {
        assert_eq!(quoted("Hộ tịch"), "Hộ tịch");
        assert_eq!(quoted("a;b \"c\""), "\"a;b \"\"c\"\"\"");
        assert_eq!(quoted("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
        for text in ["+1", "-1", "@a", "\tb"] {
            assert!(quoted(text).starts_with('\''), "{text}");
        }
        assert_eq!(quoted("47,29%"), "47,29%");
        assert_eq!(quoted(""), "");
    }

    #[tokio::test]
    async fn the_sheet_has_a_column_for_every_number() {
        let portal = demo_portal().await;
        let mut browser = portal.browser();
        let page = browser.get("/tinh-hinh.csv?by=month&from=2026-10-01").await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.header("content-type"), "text/csv; charset=utf-8");
        let name = "attachment; filename=\"tinh-hinh-2026-10-01-2026-11-20.csv\"";
        assert_eq!(page.header("content-disposition"), name);
        let text = page.text.strip_prefix('\u{feff}').unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].starts_with("Mã;Tên;Ghi chú;"), "{}", lines[0]);
        assert!(lines[1].starts_with("2026-10;2026-10;;0;"), "{}", lines[1]);
        assert!(lines[3].starts_with(";Tất cả;;0;"), "{}", lines[3]);
        assert_eq!(lines.len(), 4);
        let columns = |line: &str| line.matches(';').count();
        assert_eq!(columns(lines[1]), columns(lines[3]));

        let english = browser.get("/en/tinh-hinh.csv?by=level").await;
        assert!(english.text.contains("Key;Name;Note;"));
        let turned = browser.get("/tinh-hinh.csv?from=2026-11-20&to=2026-11-19").await;
        assert_eq!(turned.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}
