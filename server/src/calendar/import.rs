//! Days from a table, uploaded or pasted.

use app::{
    calendar::{self as view, PATH, import::ImportPage},
    t,
    ui::FormState,
    words::Lang,
};
use axum::{
    extract::{Multipart, State},
    http::{StatusCode, header},
    response::IntoResponse,
};
use backend::{
    calendar::{self, EXAMPLE, Kept, NotTaken, Wrong, WrongLine},
    input::table::{BrokenRow, NotATable, text_of},
};
use domain::calendar::Refused;

use super::onwards;
use crate::{
    filing::files::broken,
    pages::page_with,
    web::{Outcome, Shared, Visitor},
};

/// `GET …/nhap`
pub async fn show(State(app): State<Shared>, visitor: Visitor) -> Outcome {
    answer(&app, &visitor, ImportPage::default(), StatusCode::OK).await
}

/// `GET …/mau.csv`
pub async fn example(visitor: Visitor) -> Outcome {
    visitor.admin()?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"lich-mau.csv\""),
    ];
    // Spreadsheets know UTF-8 by the mark.
    Ok((headers, format!("\u{feff}{EXAMPLE}")).into_response())
}

/// `POST …/nhap`: a file goes before what was pasted.
pub async fn take(State(app): State<Shared>, visitor: Visitor, parts: Multipart) -> Outcome {
    let actor = visitor.admin()?;
    let came = match receive(parts).await {
        Ok(came) => came,
        Err(status) => return Ok(status.into_response()),
    };
    // A file's text stands in the field then, to be mended there.
    let mut state = FormState::typed([("text", came.text.as_str())]);
    if came.whole {
        state.set("whole", "yes");
    }
    let mut model = ImportPage::default();
    if came.is_broken {
        state.reject("file", t!(Lang::Vi, "calendar.wrong.not_utf8"));
    } else {
        match calendar::import(&app.portal, actor, &came.text, came.whole).await? {
            Ok(kept @ Kept::Change(_)) => return Ok(onwards(&kept, PATH)),
            Ok(Kept::Nothing) => {
                model.nothing_new = true;
                model.form = state;
                return answer(&app, &visitor, model, StatusCode::OK).await;
            }
            Err(why) => {
                let (message, lines) = not_taken(&why);
                state.reject("text", message);
                model.wrong = lines;
            }
        }
    }
    model.form = state;
    answer(&app, &visitor, model, StatusCode::UNPROCESSABLE_ENTITY).await
}

/// What was sent.
#[derive(Default)]
struct Came {
    text: String,
    whole: bool,
    /// The file is no text.
    is_broken: bool,
}

async fn receive(mut parts: Multipart) -> Result<Came, StatusCode> {
    let mut came = Came::default();
    while let Some(part) = parts.next_field().await.map_err(|error| broken(&error))? {
        let name = part.name().unwrap_or_default().to_owned();
        let bytes = part.bytes().await.map_err(|error| broken(&error))?;
        match name.as_str() {
            "file" if !bytes.is_empty() => match text_of(&bytes) {
                Ok(text) => came.text = text.to_owned(),
                Err(_) => came.is_broken = true,
            },
            "text" if came.text.is_empty() => {
                came.text = String::from_utf8_lossy(&bytes).into_owned();
            }
            "whole" => came.whole = &*bytes == b"yes",
            _ => {}
        }
    }
    came.text = came.text.replace("\r\n", "\n");
    Ok(came)
}

async fn answer(app: &Shared, visitor: &Visitor, model: ImportPage, status: StatusCode) -> Outcome {
    let places = calendar::places(&app.portal, visitor.admin()?).await?;
    let model = ImportPage { places: places.choices, example: EXAMPLE.to_owned(), ..model };
    let frame = visitor.office(app, PATH, t!(Lang::Vi, "calendar.import"))?;
    Ok(page_with(status, &frame, || view::import::page(&model)))
}

/// What is wrong with a table: in a sentence, and line by line.
fn not_taken(why: &NotTaken) -> (String, Vec<String>) {
    let whole = match why {
        NotTaken::Empty => t!(Lang::Vi, "calendar.wrong.empty"),
        NotTaken::Columns(names) => {
            t!(Lang::Vi, "calendar.wrong.columns", names = names.join(", "))
        }
        NotTaken::NoTable(NotATable::Encoding(_)) => t!(Lang::Vi, "calendar.wrong.not_utf8"),
        NotTaken::NoTable(NotATable::Twice(name)) => t!(Lang::Vi, "calendar.wrong.column_twice", name = name),
        NotTaken::NoTable(_) => t!(Lang::Vi, "calendar.wrong.names"),
        NotTaken::TooLong => t!(Lang::Vi, "calendar.wrong.too_long"),
        NotTaken::Lines(lines) => {
            let title = t!(Lang::Vi, "calendar.wrong_lines", count = lines.len());
            return (title.into_owned(), lines.iter().map(wrong_line).collect());
        }
    };
    (whole.into_owned(), Vec::new())
}

fn wrong_line(wrong: &WrongLine) -> String {
    let vi = Lang::Vi;
    let why = match &wrong.why {
        Wrong::Day(text) => t!(vi, "calendar.wrong.day", text = text),
        Wrong::Far(text) => t!(vi, "calendar.wrong.far", text = text),
        Wrong::Kind(text) => t!(vi, "calendar.wrong.kind", text = text),
        Wrong::Flag(text) => t!(vi, "calendar.wrong.flag", text = text),
        Wrong::Scope(text) => t!(vi, "calendar.wrong.scope", text = text),
        Wrong::Name => t!(vi, "calendar.wrong.name"),
        Wrong::Long => t!(vi, "calendar.wrong.long"),
        Wrong::Twice(line) => t!(vi, "calendar.wrong.twice", text = line),
        Wrong::Broken(BrokenRow::OpenQuote) => t!(vi, "calendar.wrong.open_quote"),
        Wrong::Broken(BrokenRow::StrayQuote) => t!(vi, "calendar.wrong.stray_quote"),
        Wrong::Broken(BrokenRow::MoreCells) => t!(vi, "calendar.wrong.more_cells"),
        Wrong::Refused(refused) => match refused {
            Refused::NoSource => t!(vi, "calendar.wrong.no_source"),
            Refused::MakeUpOnWorkday => t!(vi, "error.field.make_up_workday"),
            Refused::ClosureNationwide => t!(vi, "error.field.closure_nationwide"),
            Refused::Past => t!(vi, "error.field.day_settled"),
            Refused::FinalAlready => t!(vi, "error.field.day_final"),
        },
    };
    t!(vi, "calendar.wrong.line", line = wrong.line, why = why).into_owned()
}
