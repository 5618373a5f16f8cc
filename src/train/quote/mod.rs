//! Training and measuring of the quote engine.

pub mod corpus;
pub mod score;

use corpus::Article;
use score::Tally;

/// Runs the engine over articles with their gold entities and scores it.
pub fn evaluate(articles: &[Article], log: &mut Vec<String>) -> Tally {
    let mut tally = Tally::default();
    for article in articles {
        let found = article.annotate();
        tally.add(article, &found, log);
    }
    tally
}
