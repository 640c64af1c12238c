package dev.wireroom.ingest.format.page;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Makes pages of which the article's text is known: the layouts of content systems that news is
 * published with, each around articles of several lengths and languages, with the boilerplate such
 * pages carry. Structure and class names follow the real systems; every word of text is made up.
 *
 * <p>Over 400 lines, since it is data: nearly all of it is the layouts' HTML.
 */
final class DevelopmentPages {

    /** A page and the text that a reader would call its article. */
    record Page(String name, String html, String gold) {}

    private record Layout(String name, Function<Parts, String> render) {}

    /** What a layout is filled with. */
    private record Parts(
            String lang,
            String title,
            List<String> paragraphs,
            String related,
            String comments,
            String consent) {

        String paragraphs(String open, String close) {
            return paragraphs.stream().map(p -> open + p + close).collect(Collectors.joining("\n"));
        }

        String p() {
            return paragraphs("<p>", "</p>");
        }

        /** The paragraphs with something put in the middle. */
        String around(String middle) {
            int half = (paragraphs.size() + 1) / 2;
            return IntStream.range(0, paragraphs.size())
                    .mapToObj(i -> (i == half ? middle : "") + "<p>" + paragraphs.get(i) + "</p>")
                    .collect(Collectors.joining("\n"));
        }

        String page(String body) {
            return "<!DOCTYPE html><html lang=\"%s\"><head><meta charset=\"utf-8\"><title>%s | Gazette</title></head><body>%s%s<footer class=\"site-footer\"><p>© 2026 Gazette Media Ltd. All rights reserved. Registered in Northport, number 1234567.</p></footer></body></html>"
                    .formatted(lang, title, consent, body);
        }
    }

    private static final List<Layout> LAYOUTS =
            List.of(
                    new Layout(
                            "wordpress-twenty",
                            x ->
                                    x.page(
                                            "<header id='masthead'>"
                                                    + nav()
                                                    + "</header><main id='main'><article"
                                                    + " class='post-9 post hentry tag-share"
                                                    + " category-related'><header"
                                                    + " class='entry-header'><h1"
                                                    + " class='entry-title'>"
                                                    + x.title
                                                    + "</h1><div class='entry-meta'><span"
                                                    + " class='posted-on'>November 23, 2026</span>"
                                                    + " <span class='byline'>by"
                                                    + " Jane</span></div></header><div"
                                                    + " class='entry-content'>"
                                                    + x.p()
                                                    + "<div class='sharedaddy"
                                                    + " sd-sharing-enabled'><h3"
                                                    + " class='sd-title'>Share this:</h3><ul><li><a"
                                                    + " href='#'>Click to share on Twitter (Opens"
                                                    + " in new window)</a></li></ul></div><div"
                                                    + " id='jp-relatedposts'"
                                                    + " class='jp-relatedposts'><h3"
                                                    + " class='jp-relatedposts-headline'><em>Related</em></h3>"
                                                    + x.related
                                                    + "</div></div><footer"
                                                    + " class='entry-footer'>Tagged <a"
                                                    + " href='#'>ferry</a></footer></article>"
                                                    + x.comments
                                                    + "</main><aside id='secondary'"
                                                    + " class='widget-area'>"
                                                    + x.related
                                                    + "</aside>")),
                    new Layout(
                            "wordpress-newspaper",
                            x ->
                                    x.page(
                                            nav()
                                                    + "<div class='td-post-content tagdiv-type'>"
                                                    + x.around(
                                                            "<div class='td-a-rec"
                                                                + " td-a-rec-id-content_inline'><span"
                                                                + " class='td-adspot-title'>-"
                                                                + " Advertisement -</span></div>")
                                                    + "</div><div class='td-post-sharing'>"
                                                    + share()
                                                    + "</div><div"
                                                    + " class='td_block_related_posts'><h4>RELATED"
                                                    + " ARTICLES</h4>"
                                                    + x.related
                                                    + "</div>")),
                    new Layout(
                            "elementor",
                            x ->
                                    x.page(
                                            "<div class='elementor elementor-12'><div"
                                                    + " class='elementor-widget"
                                                    + " elementor-widget-theme-post-title'><h1>"
                                                    + x.title
                                                    + "</h1></div><div class='elementor-element"
                                                    + " elementor-widget"
                                                    + " elementor-widget-theme-post-content'><div"
                                                    + " class='elementor-widget-container'>"
                                                    + x.p()
                                                    + "</div></div><div class='elementor-widget"
                                                    + " elementor-widget-posts'>"
                                                    + x.related
                                                    + "</div></div>")),
                    new Layout(
                            "drupal",
                            x ->
                                    x.page(
                                            "<div class='region region-sidebar-first'>"
                                                    + nav()
                                                    + "</div><article role='article' class='node"
                                                    + " node--type-article"
                                                    + " node--view-mode-full'><h1><span"
                                                    + " class='field field--name-title'>"
                                                    + x.title
                                                    + "</span></h1><div class='node__content'><div"
                                                    + " class='clearfix text-formatted field"
                                                    + " field--name-body"
                                                    + " field--type-text-with-summary"
                                                    + " field--label-hidden field__item'>"
                                                    + x.p()
                                                    + "</div><div class='field"
                                                    + " field--name-field-tags'><div"
                                                    + " class='field__label'>Tags</div><a"
                                                    + " href='#'>ferry</a></div></div></article><div"
                                                    + " class='block block-views'><h2>More from"
                                                    + " this section</h2>"
                                                    + x.related
                                                    + "</div>")),
                    new Layout(
                            "arc",
                            x ->
                                    x.page(
                                            "<div class='c-stack b-article'><h1 class='b-headline'>"
                                                    + x.title
                                                    + "</h1><article"
                                                    + " class='default__ArticleBody-sc-1mncpzl-2"
                                                    + " b-article-body article-body-wrapper'>"
                                                    + x.around(
                                                            "<div class='c-newsletter-form'><h3>Get"
                                                                + " the briefing</h3><p>Sign up for"
                                                                + " the morning briefing and"
                                                                + " receive it in your inbox each"
                                                                + " weekday at six.</p></div>")
                                                    + "</article></div><div class='b-results-list'>"
                                                    + x.related
                                                    + "</div>")),
                    new Layout(
                            "brightspot",
                            x ->
                                    x.page(
                                            "<div class='Page-content'><h1 class='Page-headline'>"
                                                    + x.title
                                                    + "</h1><div class='Page-byline'>BY JANE"
                                                    + " DOE</div><div class='RichTextStoryBody"
                                                    + " RichTextBody'>"
                                                    + x.around(
                                                            "<div class='Enhancement'><div"
                                                                + " class='HTMLModuleEnhancement'><div"
                                                                + " class='Advertisement'>Advertisement</div></div></div>")
                                                    + "</div></div><div class='PageList"
                                                    + " PageListStandardB'><h2>MOST READ</h2>"
                                                    + x.related
                                                    + "</div>")),
                    new Layout(
                            "nyt-like",
                            x ->
                                    x.page(
                                            "<div id='app'><main id='site-content'><article"
                                                    + " id='story' class='css-1vxca1d'><header"
                                                    + " class='css-1n6'><h1 data-testid='headline'>"
                                                    + x.title
                                                    + "</h1></header><section name='articleBody'"
                                                    + " class='meteredContent css-1r7ky0e'>"
                                                    + x.paragraphs(
                                                            "<div class='css-s99gbd"
                                                                + " StoryBodyCompanionColumn'><div"
                                                                + " class='css-53u6y8'><p"
                                                                + " class='css-at9mc1'>",
                                                            "</p></div></div>")
                                                    + "</section><div"
                                                    + " class='bottom-of-article'><div"
                                                    + " class='css-10698na'>A version of this"
                                                    + " article appears in print"
                                                    + "</div></div></article></main></div>"
                                                    + x.related)),
                    new Layout(
                            "bbc-like",
                            x ->
                                    x.page(
                                            "<main id='main-content'><article"
                                                    + " class='ssrcss-pv1rh6-ArticleWrapper'><h1>"
                                                    + x.title
                                                    + "</h1>"
                                                    + x.paragraphs(
                                                            "<div data-component='text-block'"
                                                                + " class='ssrcss-uf6wea-RichTextComponentWrapper'><div"
                                                                + " class='ssrcss-7uxr49-RichTextContainer'><p"
                                                                + " class='ssrcss-1q0x1qg-Paragraph'>",
                                                            "</p></div></div>")
                                                    + "<section"
                                                    + " data-component='links-block'><h2>Related"
                                                    + " Internet links</h2><ul><li><a"
                                                    + " href='#'>Harbour"
                                                    + " board</a></li></ul></section></article><section"
                                                    + " data-component='features'><h2>Features</h2>"
                                                    + x.related
                                                    + "</section></main>")),
                    new Layout(
                            "guardian-like",
                            x ->
                                    x.page(
                                            "<main><article class='dcr-1'><div"
                                                    + " data-gu-name='headline'><h1>"
                                                    + x.title
                                                    + "</h1></div><div data-gu-name='body'><div"
                                                    + " id='maincontent' class='dcr-2'><div"
                                                    + " class='article-body-commercial-selector"
                                                    + " article-body-viewer-selector dcr-3'>"
                                                    + x.around(
                                                            "<figure class='dcr-4'><gu-island><a"
                                                                + " href='#'><div>Sign up to First"
                                                                + " Edition</div><div>Free daily"
                                                                + " newsletter</div></a></gu-island></figure>")
                                                    + "</div></div></div><div"
                                                    + " data-gu-name='submeta'>Explore more on"
                                                    + " these topics "
                                                    + nav()
                                                    + "</div></article><section"
                                                    + " data-component='most-viewed'>"
                                                    + x.related
                                                    + "</section></main>"
                                                    + x.comments)),
                    new Layout(
                            "spiegel-like",
                            x ->
                                    x.page(
                                            "<main><article data-area='article'><header"
                                                    + " data-area='intro'><h2><span"
                                                    + " class='block'>Region</span><span>"
                                                    + x.title
                                                    + "</span></h2><div class='leading-loose'>A"
                                                    + " short intro to it</div></header><section"
                                                    + " class='relative'><div class='clearfix'"
                                                    + " data-area='body'>"
                                                    + x.paragraphs(
                                                            "<div data-area='text' class='lg:mt-32"
                                                                + " md:mt-32'><div class='RichText"
                                                                + " RichText--sans leading-loose"
                                                                + " lg:w-8/12'><p>",
                                                            "</p></div></div>")
                                                    + "</div></section><footer>"
                                                    + share()
                                                    + "</footer></article><section"
                                                    + " data-area='related_articles'><h3>Mehr zum"
                                                    + " Thema</h3>"
                                                    + x.related
                                                    + "</section></main>")),
                    new Layout(
                            "lemonde-like",
                            x ->
                                    x.page(
                                            "<main class='article article--single'><header"
                                                    + " class='article__header'><h1"
                                                    + " class='article__title'>"
                                                    + x.title
                                                    + "</h1><p"
                                                    + " class='article__desc'>Résumé</p></header><section"
                                                    + " class='article__wrapper'><article"
                                                    + " class='article__content"
                                                    + " old__article-content-single'>"
                                                    + x.paragraphs(
                                                            "<p class='article__paragraph'>",
                                                            "</p>")
                                                    + "<section class='catcher'><p>Lire aussi <a"
                                                    + " href='#'>Le port et la"
                                                    + " tempête</a></p></section></article></section><section"
                                                    + " class='inread-hidden'>"
                                                    + x.related
                                                    + "</section></main>")),
                    new Layout(
                            "reuters-like",
                            x ->
                                    x.page(
                                            "<main><article><div"
                                                    + " class='article-header__heading__15'><h1>"
                                                    + x.title
                                                    + "</h1></div><div"
                                                    + " class='article-body__wrapper__3IxHM'><div"
                                                    + " class='article-body__content__17Yit'>"
                                                    + x.paragraphs(
                                                            "<div data-testid='paragraph-0'"
                                                                + " class='text__text__1FZLe"
                                                                + " article-body__paragraph__2-BtD'>",
                                                            "</div>")
                                                    + "</div><p class='sign-off'>Reporting by Jane"
                                                    + " Doe; Editing by John"
                                                    + " Roe</p></div></article></main>"
                                                    + x.related)),
                    new Layout(
                            "wapo-like",
                            x ->
                                    x.page(
                                            "<main><article><h1 data-qa='headline'>"
                                                    + x.title
                                                    + "</h1><div class='meteredContent grid-center'"
                                                    + " data-qa='article-body'>"
                                                    + x.paragraphs(
                                                            "<div class='wpds-c-PJLV article-body'"
                                                                    + " data-qa='article-body'><p"
                                                                    + " class='wpds-c-cYdRxM'>",
                                                            "</p></div>")
                                                    + "</div></article><div"
                                                    + " data-qa='comments-btn-div'><button>Comments</button></div></main>"
                                                    + x.related)),
                    new Layout(
                            "medium",
                            x ->
                                    x.page(
                                            "<div id='root'><article><div class='l'><section><div"
                                                    + " class='fk fl'><h1 class='pw-post-title'>"
                                                    + x.title
                                                    + "</h1><div class='speechify-ignore'><span>5"
                                                    + " min read</span></div>"
                                                    + x.paragraphs(
                                                            "<p class='pw-post-body-paragraph mn"
                                                                    + " mo'>",
                                                            "</p>")
                                                    + "</div></section></div></article><div"
                                                    + " class='footer'><h2>More from Jane</h2>"
                                                    + x.related
                                                    + "</div></div>")),
                    new Layout(
                            "ghost",
                            x ->
                                    x.page(
                                            "<main class='gh-main'><article class='gh-article post"
                                                    + " tag-news'><header"
                                                    + " class='gh-article-header'><h1>"
                                                    + x.title
                                                    + "</h1></header><section class='gh-content"
                                                    + " gh-canvas'>"
                                                    + x.p()
                                                    + "</section></article><div"
                                                    + " class='gh-comments'>"
                                                    + x.comments
                                                    + "</div></main><aside class='gh-sidebar'>"
                                                    + x.related
                                                    + "</aside>")),
                    new Layout(
                            "substack",
                            x ->
                                    x.page(
                                            "<div class='single-post'><article"
                                                    + " class='newsletter-post post'><div"
                                                    + " class='post-header'><h1 class='post-title'>"
                                                    + x.title
                                                    + "</h1></div><div"
                                                    + " class='available-content'><div dir='auto'"
                                                    + " class='body markup'>"
                                                    + x.around(
                                                            "<div class='subscription-widget-wrap'><div"
                                                                + " class='subscription-widget"
                                                                + " show-subscribe'><p"
                                                                + " class='cta-caption'>Thanks for"
                                                                + " reading! Subscribe for free to"
                                                                + " receive new posts and support"
                                                                + " my work.</p></div></div>")
                                                    + "</div></div></article></div>"
                                                    + x.comments)),
                    new Layout(
                            "squarespace",
                            x ->
                                    x.page(
                                            "<main><article class='entry h-entry'><h1"
                                                    + " class='entry-title'>"
                                                    + x.title
                                                    + "</h1><div class='blog-item-content"
                                                    + " e-content'><div class='sqs-layout'><div"
                                                    + " class='sqs-block html-block'><div"
                                                    + " class='sqs-block-content'><div"
                                                    + " class='sqs-html-content'>"
                                                    + x.p()
                                                    + "</div></div></div></div></div></article></main><section"
                                                    + " class='summary-v2-block'>"
                                                    + x.related
                                                    + "</section>")),
                    new Layout(
                            "blogger",
                            x ->
                                    x.page(
                                            "<div class='main'><div class='blog-posts hfeed'><div"
                                                    + " class='post hentry'><h3 class='post-title"
                                                    + " entry-title'>"
                                                    + x.title
                                                    + "</h3><div class='post-body entry-content'>"
                                                    + String.join("<br /><br />", x.paragraphs)
                                                    + "<div style='clear: both;'></div></div><div"
                                                    + " class='post-footer'>Posted by Jane at"
                                                    + " 10:15</div></div></div></div><div"
                                                    + " class='sidebar section'><div class='widget"
                                                    + " PopularPosts'>"
                                                    + x.related
                                                    + "</div></div>"
                                                    + x.comments)),
                    new Layout(
                            "amp",
                            x ->
                                    x.page(
                                            "<amp-sidebar id='sb'>"
                                                    + nav()
                                                    + "</amp-sidebar><article"
                                                    + " class='amp-wp-article'><header"
                                                    + " class='amp-wp-article-header'><h1"
                                                    + " class='amp-wp-title'>"
                                                    + x.title
                                                    + "</h1></header><div"
                                                    + " class='amp-wp-article-content'>"
                                                    + x.p()
                                                    + "</div><footer"
                                                    + " class='amp-wp-article-footer'>Categories:"
                                                    + " News</footer></article>")),
                    new Layout(
                            "joomla",
                            x ->
                                    x.page(
                                            "<div class='moduletable_menu'>"
                                                    + nav()
                                                    + "</div><div class='item-page' itemscope"
                                                    + " itemtype='https://schema.org/Article'><h2"
                                                    + " itemprop='headline'>"
                                                    + x.title
                                                    + "</h2><dl class='article-info muted'><dd"
                                                    + " class='published'>Published: 23 November"
                                                    + " 2026</dd><dd class='hits'>Hits:"
                                                    + " 1024</dd></dl><div itemprop='articleBody'>"
                                                    + x.p()
                                                    + "</div></div><div class='moduletable'>"
                                                    + x.related
                                                    + "</div>")),
                    new Layout(
                            "table-2005",
                            x ->
                                    x.page(
                                            "<table width='100%'><tr><td colspan='3'><a"
                                                + " href='/'>Home</a> <a"
                                                + " href='/n'>News</a></td></tr><tr><td width='140'"
                                                + " valign='top'>"
                                                    + nav()
                                                    + "</td><td valign='top'><font face='Arial'"
                                                    + " size='4'><b>"
                                                    + x.title
                                                    + "</b></font><br><font size='2'>"
                                                    + x.paragraphs("<p>", "")
                                                    + "</font></td><td width='160'>"
                                                    + x.related
                                                    + "</td></tr></table>")),
                    new Layout(
                            "breaks-in-a-cell",
                            x ->
                                    x.page(
                                            "<table><tr><td>"
                                                    + nav()
                                                    + "</td><td class='txt'>"
                                                    + String.join("<br><br>\n", x.paragraphs)
                                                    + "</td></tr></table>")),
                    new Layout(
                            "nextjs",
                            x ->
                                    x.page(
                                            "<div id='__next'><div class='styles_layout__3kF'><nav"
                                                    + " class='styles_nav__x'>"
                                                    + nav()
                                                    + "</nav><div class='styles_article__a9'><h1"
                                                    + " class='styles_title__1'>"
                                                    + x.title
                                                    + "</h1><div class='styles_body__Zk2'>"
                                                    + x.p()
                                                    + "</div></div><div class='styles_rail__8'>"
                                                    + x.related
                                                    + "</div></div></div><script id='__NEXT_DATA__'"
                                                    + " type='application/json'>{\"props\":{\"text\":\"Not"
                                                    + " this text, which is data for the scripts of"
                                                    + " the page.\"}}</script>")),
                    new Layout(
                            "tailwind",
                            x ->
                                    x.page(
                                            "<div class='max-w-7xl mx-auto flex'><div class='hidden"
                                                    + " lg:block w-64'>"
                                                    + nav()
                                                    + "</div><div class='flex-1'><h1"
                                                    + " class='text-3xl font-bold'>"
                                                    + x.title
                                                    + "</h1><div class='prose lg:prose-xl'>"
                                                    + x.p()
                                                    + "</div></div><div class='w-80'>"
                                                    + x.related
                                                    + "</div></div>")),
                    new Layout(
                            "agency-plain",
                            x ->
                                    x.page(
                                            "<div><h1>"
                                                    + x.title
                                                    + "</h1>"
                                                    + x.paragraphs("<p>", "</p>")
                                                    + "</div>")),
                    new Layout(
                            "divs-for-paragraphs",
                            x ->
                                    x.page(
                                            "<div id='wrap'>"
                                                    + nav()
                                                    + "<div id='col1'><div class='title'>"
                                                    + x.title
                                                    + "</div><div class='text'>"
                                                    + x.paragraphs("<div>", "</div>")
                                                    + "</div></div><div id='col2'>"
                                                    + x.related
                                                    + "</div></div>")),
                    new Layout(
                            "live-blog",
                            x ->
                                    x.page(
                                            "<main><article class='live-blog'><h1>"
                                                    + x.title
                                                    + "</h1><div class='live-feed'>"
                                                    + x.paragraphs(
                                                            "<section class='live-post'><time"
                                                                + " class='live-time'"
                                                                + " datetime='2026-11-23T10:15'>10:15</time><p>",
                                                            "</p><div class='share-bar'>"
                                                                    + share()
                                                                    + "</div></section>")
                                                    + "</div></article></main>"
                                                    + x.related)),
                    new Layout(
                            "forum-like-comments",
                            x ->
                                    x.page(
                                            "<div class='story'><h1>"
                                                    + x.title
                                                    + "</h1><div class='story-text'>"
                                                    + x.p()
                                                    + "</div></div>"
                                                    + x.comments
                                                    + x.comments)));

    private DevelopmentPages() {}

    /** Every layout in every length and language. */
    static List<Page> all(RandomGenerator random) {
        List<Page> pages = new ArrayList<>();
        List<String> languages = DevelopmentTexts.languages();
        int turn = 0;
        for (Layout layout : LAYOUTS) {
            for (int length : new int[] {2, 4, 9, 20}) {
                // every second page is English, the others go through the languages
                String lang = turn % 2 == 0 ? "en" : languages.get(turn / 2 % languages.size());
                turn++;
                DevelopmentTexts texts = new DevelopmentTexts(lang, random);
                List<String> paragraphs = texts.paragraphs(length);
                Parts parts =
                        new Parts(
                                lang,
                                texts.headline(),
                                paragraphs,
                                related(texts, 2 + random.nextInt(5)),
                                comments(texts, 1 + random.nextInt(6)),
                                random.nextBoolean() ? consent() : "");
                pages.add(
                        new Page(
                                layout.name + "/" + lang + "/" + length,
                                layout.render.apply(parts),
                                String.join("\n\n", paragraphs)));
            }
        }
        return pages;
    }

    private static String nav() {
        return "<ul><li><a href='/'>Home</a></li><li><a href='/news'>News</a></li><li><a"
                + " href='/sport'>Sport</a></li><li><a href='/weather'>Weather</a></li></ul>";
    }

    private static String share() {
        return "<a href='#'>Share on Facebook</a> <a href='#'>Share on X</a> <a href='#'>Copy"
                + " link</a>";
    }

    private static String related(DevelopmentTexts texts, int count) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < count; i++) {
            out.append("<div class='card'><a href='/a").append(i).append("'><h3>");
            out.append(texts.headline()).append("</h3></a><span>3 hours ago</span></div>");
        }
        return out.toString();
    }

    private static String comments(DevelopmentTexts texts, int count) {
        StringBuilder out =
                new StringBuilder(
                        "<section id='comments' class='comments-area'><h2>Comments</h2><ol>");
        for (int i = 0; i < count; i++) {
            out.append("<li class='comment'><b>reader").append(i).append("</b><p>");
            out.append(texts.paragraph()).append("</p><a href='#'>Reply</a></li>");
        }
        return out.append("</ol></section>").toString();
    }

    private static String consent() {
        return "<div id='onetrust-consent-sdk'><div role='dialog' aria-label='Privacy'><h2>We value"
                + " your privacy</h2><p>We and our 842 partners store and access information on"
                + " a device, such as unique identifiers in cookies, to process personal data."
                + " You may accept or manage your choices by clicking below, at any"
                + " time.</p><button>Accept all</button></div></div>";
    }
}
