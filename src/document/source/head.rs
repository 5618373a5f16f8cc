//! What the head of a web page says of its article: meta elements, JSON-LD, `lang`, `title`.

use dom_query::Document as Tree;
use serde_json::Value;

use super::super::{Meta, date};
use crate::text::Problem;
use crate::text::clean::clean_line;

/// Reads the head. Where several elements say the same thing, the one made for machines wins.
pub(super) fn read(tree: &Tree, problems: &mut Vec<Problem>) -> Meta {
    let head = Head { tree, news: news_article(tree) };
    let mut line = |value: Option<String>| value.map(|v| clean_line(&v, problems)).filter(|v| !v.is_empty());
    let source = line(head.site());
    let mut meta = Meta {
        title: line(head.title(source.as_deref())),
        date: head.date().and_then(|d| date::find(&d)),
        author: line(head.author()),
        tags: line(head.meta(&["keywords", "news_keywords"])).map_or_else(Vec::new, |k| split(&k)),
        link: line(head.link()),
        source,
        ..Meta::default()
    };
    if let Some(tag) = line(head.lang()) {
        meta.state_lang(&tag);
    }
    meta
}

fn split(keywords: &str) -> Vec<String> {
    keywords.split([',', ';']).map(|k| k.trim().to_owned()).filter(|k| !k.is_empty()).collect()
}

struct Head<'t> {
    tree: &'t Tree,
    /// The JSON-LD object of the article, where the page has one.
    news: Option<Value>,
}

impl Head<'_> {
    /// The content of the first of these meta elements that says something.
    fn meta(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| {
            let selector = format!("meta[property='{name}'], meta[name='{name}'], meta[itemprop='{name}']");
            let content = self.tree.select(&selector).attr("content")?;
            (!content.trim().is_empty()).then(|| content.trim().to_owned())
        })
    }

    /// A member of the JSON-LD article as text; objects go by their `name`, lists are joined.
    fn news(&self, key: &str) -> Option<String> {
        fn text(value: &Value) -> Option<String> {
            match value {
                Value::String(s) => Some(s.clone()),
                Value::Object(o) => o.get("name").and_then(Value::as_str).map(str::to_owned),
                Value::Array(items) => {
                    let names: Vec<_> = items.iter().filter(|i| !i.is_array()).filter_map(text).collect();
                    (!names.is_empty()).then(|| names.join(", "))
                }
                _ => None,
            }
        }
        self.news.as_ref()?.get(key).and_then(text).filter(|t| !t.trim().is_empty())
    }

    fn element(&self, selector: &str) -> Option<String> {
        let found = self.tree.select(selector);
        let text = found.nodes().first()?.text().trim().to_owned();
        (!text.is_empty()).then_some(text)
    }

    fn title(&self, site: Option<&str>) -> Option<String> {
        self.meta(&["og:title", "twitter:title"])
            .or_else(|| self.news("headline"))
            .or_else(|| self.element("article h1, main h1"))
            .or_else(|| self.element("title").map(|t| without_site(&t, site)))
            .or_else(|| self.element("h1"))
    }

    fn site(&self) -> Option<String> {
        self.meta(&["og:site_name", "application-name"]).or_else(|| self.news("publisher"))
    }

    fn date(&self) -> Option<String> {
        let names =
            ["article:published_time", "datePublished", "date", "dc.date", "DC.date.issued", "pubdate"];
        let element = || self.tree.select("time[datetime]").attr("datetime").map(|d| d.to_string());
        self.news("datePublished").or_else(|| self.meta(&names)).or_else(element)
    }

    fn author(&self) -> Option<String> {
        // An address is no name.
        let name = |a: &String| !a.starts_with("http");
        self.news("author")
            .filter(name)
            .or_else(|| self.meta(&["author", "article:author", "dc.creator"]).filter(name))
            .or_else(|| self.element("[rel=author], [itemprop=author]"))
    }

    fn link(&self) -> Option<String> {
        let canonical = self.tree.select("link[rel=canonical]").attr("href").map(|h| h.to_string());
        canonical.or_else(|| self.meta(&["og:url"])).or_else(|| self.news("url"))
    }

    fn lang(&self) -> Option<String> {
        let html = self.tree.select("html[lang]").attr("lang").map(|l| l.to_string());
        html.or_else(|| self.news("inLanguage")).or_else(|| self.meta(&["og:locale", "language"]))
    }
}

/// A page title without the site's name behind its last `|` or dash.
fn without_site(title: &str, site: Option<&str>) -> String {
    let cut = [" | ", " - ", " – ", " — ", " • "]
        .iter()
        .filter_map(|s| title.rfind(s).map(|i| (i, i + s.len())))
        .max();
    match cut {
        Some((end, tail)) if site.is_none_or(|s| s == &title[tail..]) && title[tail..].len() <= end => {
            title[..end].trim_end().to_owned()
        }
        _ => title.to_owned(),
    }
}

/// The first JSON-LD object whose type is some kind of article, also inside a list or `@graph`.
fn news_article(tree: &Tree) -> Option<Value> {
    let scripts = tree.select("script[type='application/ld+json']");
    scripts.nodes().iter().find_map(|node| {
        let value: Value = serde_json::from_str(node.text().trim()).ok()?;
        find_article(value)
    })
}

fn find_article(value: Value) -> Option<Value> {
    match value {
        Value::Array(items) => items.into_iter().find_map(find_article),
        Value::Object(mut object) => {
            let is_article = match object.get("@type") {
                Some(Value::String(s)) => article_type(s),
                Some(Value::Array(types)) => types.iter().filter_map(Value::as_str).any(article_type),
                _ => false,
            };
            if is_article {
                Some(Value::Object(object))
            } else {
                object.remove("@graph").and_then(find_article)
            }
        }
        _ => None,
    }
}

fn article_type(name: &str) -> bool {
    name.ends_with("Article") || name.ends_with("BlogPosting") || name == "Report"
}

#[cfg(test)]
mod tests {
    use super::{Tree, read, without_site};

    #[test]
    fn json_ld_of_the_article() {
        let page = "<html><head><script type='application/ld+json'>{\"@graph\":[{\"@type\":\"WebSite\"},\
                    {\"@type\":[\"NewsArticle\"],\"headline\":\"Kop\",\"author\":[{\"name\":\"A\"},{\"name\":\"B\"}],\
                    \"datePublished\":\"2024-01-02\",\"publisher\":{\"name\":\"Krant\"},\"inLanguage\":\"nl-NL\"}]}\
                    </script></head></html>";
        let meta = read(&Tree::from(page), &mut Vec::new());
        assert_eq!((meta.title.as_deref(), meta.author.as_deref()), (Some("Kop"), Some("A, B")));
        assert_eq!((meta.source.as_deref(), meta.stated_lang.as_deref()), (Some("Krant"), Some("nl-NL")));
        assert!(meta.date.is_some());
    }

    #[test]
    fn the_site_leaves_the_title() {
        assert_eq!(without_site("Kop - met streep | Krant", None), "Kop - met streep");
        assert_eq!(without_site("Kop - met streep", Some("Krant")), "Kop - met streep");
    }
}
