//! Views that are finished: HTML, rendered at once.
//!
//! Leptos's `AnyView` keeps, for each type that it erases, a dozen functions that build, hydrate, resolve and stream it.
//! A page on the server calls one of them. So a piece of view becomes [`Html`] where it is finished: the compiler then
//! makes that one function alone, and the page carries no hydration marks but inside its islands.

use leptos::children::{ChildrenOptContainer, ToChildren};
use leptos::tachys::{
    html::attribute::{Attribute, any_attribute::AnyAttribute},
    hydration::Cursor,
    view::{Position, PositionState, Render, RenderFlags, RenderHtml, add_attr::AddAnyAttr},
};

/// A piece of HTML that is finished: its text is escaped. It is a view, too, so that it can stand in another one, and a
/// component takes its children as one (`children: Html`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(String);

/// Renders a view into [`Html`].
pub trait IntoHtml {
    /// Renders at once. Islands need an owner: [`crate::shell::render`] gives one to the view that it builds.
    fn into_html(self) -> Html;
}

impl<V: RenderHtml> IntoHtml for V {
    fn into_html(self) -> Html {
        Html(without_marks(self.to_html()))
    }
}

impl From<Html> for String {
    fn from(html: Html) -> Self {
        html.0
    }
}

/// Takes the hydration marks (`<!>`) away, but for those within islands, which find their nodes by them.
///
/// In text and in attributes `<` is escaped, so that a mark is never what somebody typed.
fn without_marks(html: String) -> String {
    if !html.contains("<!>") {
        return html;
    }
    let mut clean = String::with_capacity(html.len());
    let mut islands = 0_u32;
    for (place, tag) in html.split('<').enumerate() {
        match tag.strip_prefix("!>") {
            Some(text) if islands == 0 => clean.push_str(text),
            _ => {
                if place > 0 {
                    clean.push('<');
                }
                clean.push_str(tag);
            }
        }
        if tag.starts_with("leptos-island ") {
            islands += 1;
        } else if tag.starts_with("/leptos-island>") {
            islands = islands.saturating_sub(1);
        }
    }
    clean
}

impl<F, V> ToChildren<F> for Html
where
    F: FnOnce() -> V,
    V: RenderHtml,
{
    fn to_children(children: F) -> Self {
        children().into_html()
    }
}

/// A single text: the macro makes no closure of it.
impl<V: RenderHtml> ToChildren<ChildrenOptContainer<V>> for Html {
    fn to_children(ChildrenOptContainer(child): ChildrenOptContainer<V>) -> Self {
        child.into_html()
    }
}

impl Render for Html {
    type State = ();

    fn build(self) {
        on_the_server_alone()
    }

    fn rebuild(self, (): &mut ()) {
        on_the_server_alone()
    }
}

impl RenderHtml for Html {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn html_len(&self) -> usize {
        self.0.len()
    }

    fn to_html_with_buf(
        self,
        buf: &mut String,
        position: &mut Position,
        _flags: RenderFlags,
        _extra_attrs: Vec<AnyAttribute>,
    ) {
        buf.push_str(&self.0);
        *position = Position::NextChild;
    }

    fn hydrate<const FROM_SERVER: bool>(self, _cursor: &Cursor, _position: &PositionState) {
        on_the_server_alone()
    }

    fn into_owned(self) -> Self {
        self
    }
}

/// What is rendered takes no more attributes.
impl AddAnyAttr for Html {
    type Output<A: Attribute> = Self;

    fn add_any_attr<A: Attribute>(self, _attribute: A) -> Self {
        panic!("an attribute for finished HTML: give it to the component as a prop")
    }
}

fn on_the_server_alone() -> ! {
    unreachable!("finished HTML holds nothing that a browser could wake")
}

#[cfg(test)]
mod tests {
    use super::*;
    use hydration_context::SsrSharedContext;
    use leptos::prelude::*;
    use std::sync::Arc;

    /// What somebody may type: what HTML knows, what it has been escaped to, and a hydration mark.
    const TYPED: &str = "<b>&\"'</textarea></title><!>&lt;!&gt;";
    const AS_TEXT: &str = "&lt;b&gt;&amp;\"'&lt;/textarea&gt;&lt;/title&gt;&lt;!&gt;&amp;lt;!&amp;gt;";
    const AS_ATTRIBUTE: &str = "&lt;b&gt;&amp;&quot;'&lt;/textarea&gt;&lt;/title&gt;&lt;!&gt;&amp;lt;!&amp;gt;";

    fn html(view: impl IntoView) -> String {
        view.into_html().into()
    }

    #[test]
    fn text_is_escaped_once_however_deep_it_stands() {
        let text = || TYPED.into_html();
        assert_eq!(html(text()), AS_TEXT);
        assert_eq!(html(view! { <p>{text()}</p> }.into_html()), format!("<p>{AS_TEXT}</p>"));
        let deep = view! { <div>{view! { <p>{TYPED} {text()}</p> }.into_html()}</div> };
        assert_eq!(html(deep), format!("<div><p>{AS_TEXT}{AS_TEXT}</p></div>"));
    }

    #[test]
    fn attributes_and_elements_of_text_alone_are_escaped_once() {
        let inner = || view! { <input value=TYPED title=TYPED.to_owned()/> }.into_html();
        let input = format!("<input value=\"{AS_ATTRIBUTE}\" title=\"{AS_ATTRIBUTE}\">");
        assert_eq!(html(view! { <p>{inner()}</p> }), format!("<p>{input}</p>"));
        let area = format!("<textarea>{AS_TEXT}</textarea>");
        assert_eq!(html(view! { <textarea>{TYPED}</textarea> }.into_html()), area);
        assert_eq!(html(view! { <textarea>{Some(TYPED).into_html()}</textarea> }), area);
        assert_eq!(html(view! { <title>{TYPED}</title> }), format!("<title>{AS_TEXT}</title>"));
        assert_eq!(html(view! { <textarea>{None::<String>}</textarea> }), "<textarea></textarea>");
    }

    #[test]
    fn lists_options_and_branches_stand_without_marks() {
        let item = |text: &'static str| view! { <li>{text}</li> }.into_html();
        let items = vec![item("a"), item("b")];
        assert_eq!(html(view! { <ul>{items.clone()} {None::<Html>} {Some(item("c"))}</ul> }), {
            "<ul><li>a</li><li>b</li><li>c</li></ul>"
        });
        assert_eq!(html(items.into_iter().collect_view()), "<li>a</li><li>b</li>");
        assert_eq!(html(["a", "b"].map(item)), "<li>a</li><li>b</li>");
        assert_eq!(html(Vec::<Html>::new()), "");
        assert_eq!(html(()), "");
        assert_eq!(html(view! { <p>"a" {1} "b"</p> }), "<p>a1b</p>");
    }

    #[component]
    fn Panel(children: Html) -> Html {
        view! { <div>{children}</div> }.into_html()
    }

    #[test]
    fn a_component_takes_its_children_finished() {
        assert_eq!(html(view! { <Panel>"<"</Panel> }), "<div>&lt;</div>");
        assert_eq!(html(view! { <Panel>{TYPED}</Panel> }), format!("<div>{AS_TEXT}</div>"));
        assert_eq!(
            html(view! { <Panel><p>"a"</p> <Panel>{vec!["b", "c"]}</Panel></Panel> }),
            "<div><p>a</p><div>bc</div></div>"
        );
    }

    #[island]
    fn Counter(said: String) -> impl IntoView {
        view! { <p>{said} {move || 1} {vec!["a", "b"]}</p> }
    }

    #[test]
    fn an_island_keeps_the_marks_that_it_finds_its_nodes_by() {
        Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands()))).with(|| {
            let island = || view! { <Counter said=TYPED.to_owned()/> };
            let alone = island().to_html();
            assert!(alone.matches("<!>").count() > 1 && alone.contains(AS_TEXT), "{alone}");
            let inner = view! { <div>{vec!["before"]} {island()} {vec!["after"]}</div> }.into_html();
            let page = html(view! { {vec![inner]} {island()} "end" });
            assert_eq!(page, format!("<div>before{alone}after</div>{alone}end"));
        });
    }
}
