package dev.wireroom.ingest.format.page;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The phrases by which pages introduce what is no part of an article, in English, German, French,
 * Spanish, Italian, Portuguese, Dutch, Polish, Russian, Turkish and Swedish.
 */
final class BoilerplatePhrases {

    private static final int LABEL_CHARS = 80;
    private static final int NOTICE_CHARS = 320;

    /** Headings and labels of widgets; what follows them is the widget. */
    private static final Pattern WIDGET =
            whole(
                    // en
                    "related("
                        + " (articles?|stor(y|ies)|posts?|content|news|links?|topics?|reading|coverage|items|video|videos))?",
                    "(you|we) (may|might|also|think you)( also)? (like|enjoy|be interested in|want"
                            + " to read).*",
                    "(read|see|watch|read this|learn|discover) (more|next|also)( on this( story)?|"
                            + " stories| articles)?",
                    "more (on|from|in|about|stories|news|articles|coverage|like this|to"
                            + " explore)\\b.*",
                    "(most|top) (read|popular|viewed|shared|commented|stories)( .{0,30})?",
                    "(popular|trending|recent|latest|recommended|featured|editors?'? picks?|top)("
                            + " (now|posts?|stor(y|ies)|news|articles?|comments?|for"
                            + " you|reading|videos?))+",
                    "recommended|trending( now)?|editor['’]s picks?|don['’]t miss|up next|what to"
                            + " read next|in this (article|story)|on this story|table of"
                            + " contents|contents",
                    "(leave|post|add|write) a (reply|comment)( .{0,30})?|(\\d+"
                            + " )?(comments?|responses?|replies|thoughts on)( \\(?\\d+\\)?|"
                            + " .{0,60})?|join the (conversation|discussion)|view comments|show"
                            + " comments",
                    "(share|tweet|email|print|save|pin it|like|flag)( (this|on|via|with|to)("
                        + " (article|story|post|page|facebook|twitter|x|linkedin|whatsapp|friends))*)?",
                    "(about|meet) the (authors?|writers?)|about (us|this site)|topics?|tags?|filed"
                        + " under|categor(y|ies)|sections?|sources?|newsletters?|subscribe( now|"
                        + " today)?|sign up( now)?|follow us( .{0,30})?|stay (connected|informed|up"
                        + " to date)|advertisements?|sponsored( content| by .*)?|paid"
                        + " post|promoted( stories| content)?|from (the|our) (web|partners)|around"
                        + " the web|navigation|menu|search|site index|share this:?|like"
                        + " this:?|loading\\W*|click to (share|print|email).*",
                    // de
                    "(lesen sie|mehr|weitere) (auch|zum"
                        + " thema|dazu|artikel|nachrichten|meldungen|themen|aus).{0,40}|zum"
                        + " thema|das könnte sie (auch )?interessieren|ähnliche"
                        + " (artikel|beiträge)|meistgelesen.*|auch interessant|verwandte"
                        + " (artikel|themen|beiträge)|kommentare?( \\(?\\d+\\)?|"
                        + " .{0,30})?|(artikel|beitrag)"
                        + " (teilen|drucken)|teilen|drucken|anzeige|werbung|themen(?: dieses"
                        + " artikels)?|schlagw(ort|orte|örter)|über den autor|mehr zum thema|lesen"
                        + " sie auch|empfohlene[rn]? (artikel|inhalte|redaktioneller"
                        + " inhalt)|startseite|newsletter",
                    // fr
                    "(lire|voir|à lire|à voir) (aussi|également|la suite|plus)\\b.{0,40}|sur le"
                        + " même (sujet|thème)|articles? (liés|similaires|associés|recommandés|les"
                        + " plus lus)|les plus lus|à la une|dans la même rubrique|vous aimerez"
                        + " aussi.*|commentaires?( \\(?\\d+\\)?)?|partager("
                        + " .{0,40})?|imprimer|publicité|mots[- ]clés|(nos|la)"
                        + " newsletters?|s['’]abonner|inscrivez-vous.{0,60}|réagir|voir les"
                        + " commentaires|thématiques",
                    // es
                    "(leer?|lea|vea|ver|mira|lee)"
                        + " (también|más|además)\\b.{0,40}|(noticias|artículos|temas|contenido)"
                        + " relacionad[ao]s?|te (puede|podría) interesar|(lo )?más"
                        + " (leído|visto|noticias|información).{0,30}|comentarios?("
                        + " \\(?\\d+\\)?)?|compart(ir|e)("
                        + " .{0,40})?|imprimir|publicidad|etiquetas|temas|suscríbete.{0,80}|síguenos.{0,40}|archivado"
                        + " en|más sobre este tema|otras noticias|relacionad[ao]s",
                    // it
                    "leggi (anche|tutto|altro)\\b.{0,60}|(articoli|notizie|contenuti)"
                        + " (correlat[ie]|collegat[ie]|simili)|potrebbe(ro)? interessarti("
                        + " anche)?|ti potrebbe(ro)? interessare|(i )?più letti.{0,20}|commenti("
                        + " \\(?\\d+\\)?)?|condividi("
                        + " .{0,40})?|stampa|pubblicità|argomenti|iscriviti.{0,80}|seguici.{0,40}|vedi"
                        + " anche",
                    // pt
                    "(leia|veja|saiba|ler|ver)"
                        + " (também|mais|ainda)\\b.{0,60}|(notícias|artigos|matérias|conteúdos?)"
                        + " relacionad[ao]s?|(as )?mais lidas.{0,20}|mais"
                        + " (sobre|em|de)\\b.{0,30}|comentários?( \\(?\\d+\\)?)?|compartilh(e|ar)("
                        + " .{0,40})?|partilhar.{0,30}|imprimir|publicidade|assine.{0,60}|tópicos|relacionadas",
                    // nl
                    "lees (ook|meer|verder)\\b.{0,60}|(gerelateerde?|verwante)"
                            + " (artikelen|berichten|nieuws|onderwerpen)|meer"
                            + " (over|van|nieuws)\\b.{0,40}|(meest|best) gelezen.{0,20}|reacties?("
                            + " \\(?\\d+\\)?)?|deel( dit)?("
                            + " .{0,30})?|delen|advertentie|onderwerpen|bekijk ook.{0,40}",
                    // pl
                    "(czytaj|zobacz|przeczytaj|sprawdź)"
                        + " (także|też|również|więcej|dalej)\\b.{0,60}|(powiązane|podobne|polecane)"
                        + " (artykuły|tematy|wiadomości|wpisy)|polecamy|najczęściej"
                        + " czytane|najpopularniejsze|komentarze?("
                        + " \\(?\\d+\\)?)?|udostępnij.{0,30}|podziel"
                        + " się.{0,30}|reklama|tagi|tematy|więcej (o|na temat)\\b.{0,40}",
                    // ru
                    "(читайте|смотрите|читать) (также|ещё|еще|далее|по теме)\\b.{0,60}|читайте по"
                        + " теме|(похожие|связанные)"
                        + " (статьи|новости|материалы|записи)|(материалы|новости|ещё|еще)? ?по"
                        + " теме|самое (читаемое|популярное|интересное)|комментарии("
                        + " \\(?\\d+\\)?)?|поделиться.{0,30}|реклама|теги|темы|подписывайтесь.{0,100}|подпишитесь.{0,100}|главное|популярное",
                    // tr
                    "(ilgili|benzer|önerilen) (haberler|yazılar|içerikler|konular)|(bunlar da|bu"
                            + " haber de) .{0,40}|çok okunanlar|(yorumlar|yorum yap|yorum)("
                            + " \\(?\\d+\\)?)?|paylaş.{0,30}|reklam|etiketler|ayrıca"
                            + " (okuyun|bakınız).{0,40}",
                    // sv
                    "läs (också|även|mer|vidare)\\b.{0,60}|(relaterade|liknande)"
                            + " (artiklar|nyheter|inlägg|ämnen)|relaterat|mest läst.{0,20}|mer"
                            + " (om|från|i ämnet)\\b.{0,40}|kommentarer?( \\(?\\d+\\)?)?|dela("
                            + " .{0,30})?|annons|ämnen|taggar",
                    // zh, ja, ko, ar, el
                    "相关(阅读|新闻|文章|链接|内容|报道)|延伸閱讀|相關(新聞|文章|報導|閱讀)|推荐阅读|関連(記事|ニュース|リンク|キーワード)|あわせて読みたい|おすすめ記事|関連|관련"
                        + " ?(기사|뉴스)|주요 ?뉴스|댓글.{0,10}|مواضيع (ذات صلة|متعلقة)|اقرأ"
                        + " (أيضا|أيضاً|المزيد).{0,60}|(διαβάστε|δείτε)"
                        + " (επίσης|ακόμη|ακόμα|περισσότερα|και).{0,60}|σχετικά (άρθρα|θέματα)");

    /** What pages say to readers between or below paragraphs, as a whole block. */
    private static final Pattern NOTICE =
            whole(
                    "(read|see|watch|also|related|more)( more| also| next| this)?( ?[:|>»–—-]"
                            + " ?).{0,200}",
                    "(read more|see also|also read|read also|recommended|related"
                        + " (story|article|stories|articles|video|reading|post)|don['’]t miss|must"
                        + " read)\\b.{0,160}",
                    "(advertisement|ad|sponsored|story continues( below)?|article continues"
                            + " below|continue reading|scroll (down )?(for|to)|keep"
                            + " (scrolling|reading)).{0,60}",
                    "(sign up|subscribe|register|join)( now| here| today)?"
                        + " (for|to|and)\\b.{0,220}(newsletter|inbox|e-?mail|channel|updates|alerts|podcast|subscri|daily|weekly|briefing).{0,120}",
                    "(get|receive) .{0,120}(newsletter|in your inbox|to your inbox|breaking news"
                            + " alerts|by email).{0,80}",
                    "(follow|like|find|join) (us|me|@?\\w+( \\w+){0,4}) (on|at)"
                        + " (facebook|twitter|instagram|linkedin|whatsapp|telegram|x|youtube|google"
                        + " news|pinterest|social media)\\b.{0,160}",
                    "(click|tap|press) here (to|for)\\b.{0,160}",
                    "(©|\\(c\\)|copyright)\\b? ?.{0,250}",
                    "all rights reserved.{0,120}|this material may not be published.{0,200}",
                    "(photo|image|picture|video|foto|bild|credit|source|quelle|fotos?|imagen|crédits?|photograph)("
                        + " credits?| courtesy| source| by| von)? ?[:/©(].{0,120}",
                    "(image|photo|picture|media)"
                            + " caption.{0,200}|(hide|show|view|enlarge|expand|toggle|open|close)("
                            + " this)? (caption|image|photo|gallery|comments|more|full ?screen|full"
                            + " size).{0,40}|image (source|copyright).{0,80}",
                    "\\d+ (min(ute)?s?|mins?)[. ]*(read|to read|lesezeit|de lecture|de lectura|di"
                        + " lettura).{0,20}|(reading|read) time:?.{0,20}|lesezeit:?.{0,20}|temps de"
                        + " lecture.{0,20}",
                    "(last )?(updated|published|posted|modified)( on| at)?:? .{0,60}\\d.{0,30}",
                    "(listen|hear) to (this )?(article|story|audio|podcast).{0,60}|(your"
                        + " browser|video) (does not|doesn['’]t) support.{0,80}|(please )?enable"
                        + " javascript.{0,80}|javascript (is|must).{0,80}|(this|the)"
                        + " (video|audio|content) (is not|isn['’]t|cannot|can['’]t|is no"
                        + " longer).{0,80}|play (video|audio).{0,30}|media playback.{0,60}",
                    "(we use|this (web)?site uses|diese (web)?seite verwendet|wir"
                            + " (verwenden|nutzen)) cookies.{0,260}|by"
                            + " (continuing|using).{0,80}(cookies|terms|privacy).{0,120}|i"
                            + " (agree|accept).{0,30}|accept( all)?( cookies)?",
                    "(filed under|tags?|topics?|categor(y|ies)|posted in|tagged( with)?|more"
                            + " about|schlagwörter|étiquettes|etiquetas|tagi|теги)\\s?:.{0,240}",
                    "(click to share|opens in new window|share on (facebook|twitter)).{0,160}|back"
                        + " to top|top of page|skip to .{0,30}|(next|previous)( article| post|"
                        + " story| page)?|log ?in|sign in|register|copy link|link copied.{0,20}",
                    "(got a tip|have a tip|do you have .{0,60}tip|contact (the author|us|me)"
                            + " (at|on|via)|email (the author|us|me) at|send (us )?(your"
                            + " )?(tips|comments)).{0,200}",
                    "(watch|listen|play|view) (now|live|the video)\\W*|stay (up to"
                            + " date|informed|connected|in the know)\\b.{0,200}|find out what['’]s"
                            + " (happening|going on)\\b.{0,160}|(what do you think|что"
                            + " думаешь)\\?.{0,60}",
                    "sign up( here| now| today)? (for|to|and)\\b.{0,160}|(listen"
                        + " to|download|subscribe to|get|try) (our|the)"
                        + " .{0,40}\\b(podcast|app|newsletter)\\b.{0,160}|(have you got|do you"
                        + " have|got) .{0,80}\\b(story|news|information|tip)\\b.{0,40}\\?.{0,160}",
                    "this (article|story|content|post) is"
                        + " .{0,40}(subscribers|members)\\b.{0,80}|already a"
                        + " (subscriber|member)\\b.{0,80}|(la suite|le reste|cet article|ce"
                        + " contenu) .{0,60}abonnés\\b.{0,60}|déjà abonné.{0,80}|este"
                        + " (contenido|artículo) es .{0,40}(suscriptores|abonados)\\b.{0,80}|¿?ya"
                        + " eres suscriptor.{0,80}|dieser (artikel|inhalt) .{0,60}abonnent.{0,80}"
                        + "|この記事は(有料|会員).{0,120}|残り\\s?\\d+文字.{0,120}",
                    "(haberin devamı|continu[ea]r? (lendo|leyendo|después|após|dopo|depois|a"
                        + " leggere)|continúa (leyendo|después)|la suite après|(diesen )?artikel"
                        + " weiterlesen|weiterlesen|(der )?artikel (geht|läuft)|nach der"
                        + " (anzeige|werbung)|lees verder).{0,80}",
                    "lesen sie (auch|mehr|hier|dazu)\\b.{0,200}|mehr (zum thema|dazu)\\b.{0,200}",
                    "(à lire aussi|lire aussi|à voir aussi|lire également)\\b.{0,220}",
                    "(lea|lee|leer|ver|vea|mira) (también|además)\\b.{0,220}|(te puede"
                            + " interesar|lea aquí|síganos|síguenos)\\b.{0,200}",
                    "(leggi anche|vedi anche|leggi qui)\\b.{0,220}|(leia|veja)"
                            + " (também|mais|ainda)\\b.{0,220}",
                    "lees ook\\b.{0,200}|(czytaj|zobacz|przeczytaj)"
                            + " (też|także|również|więcej)\\b.{0,200}|(читайте|смотрите)"
                            + " (также|ещё|еще)\\b.{0,200}|подписывайтесь на.{0,200}|läs"
                            + " (också|även)\\b.{0,200}");

    /** Labels that stand by themselves: the text goes on behind them. */
    private static final Pattern PASSING =
            whole(
                    "(advertisement|ad|sponsored|anzeige|werbung|publicité|publicidad|pubblicità"
                            + "|publicidade|advertentie|reklama|реклама|reklam|annons|share"
                            + "|teilen|partager|compartir|condividi|compartilhar|print|loading"
                            + "|comments?|commentaires?|comentarios?|kommentare?).{0,12}");

    /** Headings of readers' comments; "Response" alone may be one of the article's. */
    private static final Pattern COMMENTS =
            whole(
                    "\\d+ (readers?['’]? )?(comments?|responses?|replies|kommentare?|commentaires?"
                        + "|comentários?|comentarios?|commenti|reacties|opiniones|komentarz[ey]?|комментари(й|я|ев)|yorum)("
                        + " .{0,60})?|\\d+ thoughts on .{0,60}",
                    "(readers?['’]? )?(comments|kommentare|commentaires|comentários|comentarios"
                            + "|commenti|reacties|opiniones|komentarze|комментарии|yorumlar)"
                            + "( ?\\(?\\d+\\)?)?|(leave|post|write) a (reply|comment)");

    /** A time or a date and no more. */
    private static final Pattern CLOCK =
            Pattern.compile(
                    "\\d{1,3} ?['’′]?(?: ?\\+ ?\\d{1,2})? ?['’′]?|[\\d:.,/\\-– ]{3,24}(?i:"
                            + " ?[ap]\\.?m\\.?| uhr| h)?(?: [A-Z]{2,4})?");

    private static final Pattern BYLINE =
            Pattern.compile(
                    "(?iu)(by|von|par|por|door|di|de|автор:?|text:|written by|reported by|story by)"
                            + " \\p{L}.{1,80}");

    private static final Pattern SPACE = Pattern.compile("\\s+");

    private BoilerplatePhrases() {}

    /** Whether text is, as a whole, the label of a widget. */
    static boolean isWidgetLabel(String text) {
        return !text.isEmpty() && text.length() <= LABEL_CHARS && matches(WIDGET, text);
    }

    /** Whether what follows the label belongs to its widget. */
    static boolean opensWidget(String text) {
        return isWidgetLabel(text) && !matches(PASSING, text);
    }

    /** Whether a heading is that of readers' comments. */
    static boolean opensComments(String text) {
        return text.length() <= LABEL_CHARS && matches(COMMENTS, text);
    }

    static boolean isClock(String text) {
        return text.length() <= 30 && CLOCK.matcher(text).matches();
    }

    /** Whether a block, as a whole, speaks to the reader about the site. */
    static boolean isNotice(String text) {
        if (text.isEmpty() || text.length() > NOTICE_CHARS) {
            return false;
        }
        String even = even(text);
        return NOTICE.matcher(even).matches()
                || (text.length() <= LABEL_CHARS && WIDGET.matcher(even).matches());
    }

    /** Whether a block is no more than a byline. */
    static boolean isByline(String text) {
        return text.length() <= LABEL_CHARS && BYLINE.matcher(text).matches();
    }

    private static boolean matches(Pattern pattern, String text) {
        return pattern.matcher(even(text)).matches();
    }

    private static String even(String text) {
        String even = isEven(text) ? text : SPACE.matcher(text.strip()).replaceAll(" ");
        return even.toLowerCase(Locale.ROOT);
    }

    /** Whether text has single spaces and no other white space, as most blocks do. */
    private static boolean isEven(String text) {
        boolean space = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ' ? space : Character.isWhitespace(c)) {
                return false;
            }
            space = c == ' ';
        }
        return !space;
    }

    private static Pattern whole(String... alternatives) {
        return Pattern.compile(
                "\\W{0,4}(?:" + String.join("|", alternatives) + ")[\\s:.…!?»>→›\\-–|]{0,4}",
                Pattern.UNICODE_CHARACTER_CLASS);
    }
}
