//! Templates and contexts, and what comes of them.

use super::*;
use crate::document::Document;

fn rendered(template: &str, context: &str) -> Rendered {
    let document = Document::parse(context);
    render(template, &ContextValue::of(document.root().unwrap()))
}

/// Cases of mustache.github.io/spec with the values as text, as CloudFormation hands them on.
#[test]
fn the_specification_is_kept() {
    let cases = [
        // interpolation
        ("Hello from {Mustache}!\n", "{}", "Hello from {Mustache}!\n"),
        ("Hello, {{subject}}!\n", "{subject: world}", "Hello, world!\n"),
        ("{{forbidden}}", "{forbidden: \"& \\\" < >\"}", "&amp; &quot; &lt; &gt;"),
        ("{{{forbidden}}} {{&forbidden}}", "{forbidden: \"& \\\" < >\"}", "& \" < > & \" < >"),
        ("\"{{mph}} miles\"", "{mph: 85}", "\"85 miles\""),
        ("I ({{cannot}}) be seen!", "{}", "I () be seen!"),
        ("{{person.name}} == {{#person}}{{name}}{{/person}}", "{person: {name: Joe}}", "Joe == Joe"),
        ("{{a.b.c.d.e.name}}", "{a: {b: {c: {d: {e: {name: Phil}}}}}}", "Phil"),
        ("{{a.b.c}}", "{a: {}}", ""),
        ("{{#a}}{{b.c.d.e.name}}{{/a}}", "{a: {b: {c: {d: {e: {name: Phil}}}}}, b: {c: {d: {}}}}", "Phil"),
        ("{{#a}}{{b.c}}{{/a}}", "{a: {b: {}}, b: {c: ERROR}}", ""),
        ("| {{string}} |", "{string: '---'}", "| --- |"),
        ("  {{string}}\n", "{string: '---'}", "  ---\n"),
        ("|{{ string }}|{{{ string }}}|{{& string }}|", "{string: '---'}", "|---|---|---|"),
        // sections
        ("{{#boolean}}This should be rendered.{{/boolean}}", "{boolean: true}", "This should be rendered."),
        ("{{#none}}This should not be rendered.{{/none}}", "{none: ''}", ""),
        ("{{#context}}Hi {{name}}.{{/context}}", "{context: {name: Joe}}", "Hi Joe."),
        ("{{#list}}{{item}}{{/list}}", "{list: [{item: 1}, {item: 2}, {item: 3}]}", "123"),
        ("{{#list}}Yay lists!{{/list}}", "{list: []}", ""),
        ("{{#list}}({{.}}){{/list}}", "{list: [a, b, <]}", "(a)(b)(&lt;)"),
        ("{{#list}}({{{.}}}){{/list}}", "{list: [<]}", "(<)"),
        ("{{#list}}({{#.}}{{.}}{{/.}}){{/list}}", "{list: [[1, 2, 3], [a, b, c]]}", "(123)(abc)"),
        ("{{#a.b.c}}Here{{/a.b.c}}", "{a: {b: {c: yes}}}", "Here"),
        (" | {{#boolean}}\t|\t{{/boolean}} | \n", "{boolean: x}", " | \t|\t | \n"),
        ("| This Is\n{{#boolean}}\n|\n{{/boolean}}\n| A Line\n", "{boolean: x}", "| This Is\n|\n| A Line\n"),
        ("| This Is\n  {{#boolean}}\n|\n  {{/boolean}}\n| A Line\n", "{boolean: x}", "| This Is\n|\n| A Line\n"),
        ("|\r\n{{#boolean}}\r\n{{/boolean}}\r\n|", "{boolean: x}", "|\r\n|"),
        ("  {{#boolean}}\n#{{/boolean}}\n/", "{boolean: x}", "#\n/"),
        ("#{{#boolean}}\n/\n  {{/boolean}}", "{boolean: x}", "#\n/\n"),
        (
            "{{#bool}}\n* first\n{{/bool}}\n* {{two}}\n{{#bool}}\n* third\n{{/bool}}\n",
            "{two: second, bool: x}",
            "* first\n* second\n* third\n",
        ),
        // inverted
        ("{{^boolean}}Rendered.{{/boolean}}", "{boolean: ''}", "Rendered."),
        ("{{^boolean}}Not.{{/boolean}}", "{boolean: x}", ""),
        ("{{^list}}Yay lists!{{/list}}", "{list: []}", "Yay lists!"),
        ("[{{^missing}}Cannot find key!{{/missing}}]", "{}", "[Cannot find key!]"),
        ("| A {{^bool}}B {{^bool}}C{{/bool}} D{{/bool}} E |", "{bool: ''}", "| A B C D E |"),
        // comments
        ("12345{{! Comment Block! }}67890", "{}", "1234567890"),
        ("Begin.\n{{! Comment Block! }}\nEnd.\n", "{}", "Begin.\nEnd.\n"),
        ("Begin.\n  {{!\n    Something's going on here...\n  }}\nEnd.\n", "{}", "Begin.\nEnd.\n"),
        ("  12 {{! 34 }}\n", "{}", "  12 \n"),
        // delimiters
        ("{{=<% %>=}}(<%text%>)", "{text: Hey!}", "(Hey!)"),
        ("({{=[ ]=}}[text])", "{text: It worked!}", "(It worked!)"),
        (
            "[\n{{#section}}\n  {{data}}\n  |data|\n{{/section}}\n\n{{= | | =}}\n|#section|\n  {{data}}\n  |data|\n|/section|\n]\n",
            "{section: x, data: I got interpolated.}",
            "[\n  I got interpolated.\n  |data|\n\n  {{data}}\n  I got interpolated.\n]\n",
        ),
        ("| {{= @   @ =}}@x@ |", "{x: y}", "| y |"),
        // partials give nothing
        ("a{{>part}}b", "{}", "ab"),
    ];
    for (template, context, wanted) in cases {
        let rendered = rendered(template, context);
        assert_eq!(rendered.text(), wanted, "{template}");
        assert_eq!(rendered.fault, None, "{template}");
    }
}

#[test]
fn what_a_function_gives_is_not_known() {
    let made = rendered("a={{a}} b={{b.c}} {{#a}}yes{{/a}} {{t}}", "{a: !Ref DBName, b: {Fn::GetAtt: [X, Y]}, t: <}");
    let text = |text: &str| RenderedPiece::Text(text.into());
    let unknown = |text: &str| RenderedPiece::Unknown(text.into());
    assert_eq!(
        made.pieces,
        [text("a="), unknown("!Ref DBName"), text(" b="), unknown("{Fn::GetAtt: [X, Y]}"), text(" yes &lt;")]
    );
}

#[test]
fn what_is_missing_or_broken_is_said() {
    let made = rendered("{{a}}{{b}}{{a}}{{#c}}{{/c}}{{^d}}{{/d}}", "{b: x}");
    assert_eq!(made.missing, ["a", "c"]);
    for (template, fault) in [
        ("x {{a", "Braces are opened and not closed."),
        ("{{#a}}x", "The section {{#a}} is not closed."),
        ("x{{/a}}", "{{/a}} closes no section."),
        ("{{#a}}x{{/b}}", "{{/b}} closes the section a."),
    ] {
        let made = rendered(template, "{a: y}");
        assert_eq!(made.fault.as_deref(), Some(fault), "{template}");
        assert!(made.text().contains('x'), "{template}");
    }
}

#[test]
fn no_text_makes_it_run_away() {
    let deep = "{{#a}}".repeat(100_000);
    assert!(rendered(&deep, "{a: x}").fault.is_some());
    let list = format!("[{}]", vec!["x"; 200].join(","));
    let rows = "{{#l}}{{#l}}{{#l}}{{#l}}x{{/l}}{{/l}}{{/l}}{{/l}}";
    assert!(rendered(rows, &format!("{{l: {list}}}")).cut);
    let long = "y".repeat(1000);
    assert!(rendered(&"{{a}}".repeat(1000), &format!("{{a: {long}}}")).cut);
    for template in [
        "{{",
        "}}",
        "{{}}",
        "{{{}}}",
        "{{=",
        "{{==}}",
        "{{= = =}}",
        "{{=a=}}",
        "{{&}}",
        "é{{é}}\u{1f600}",
        "{{{",
        "{{!",
    ] {
        let _ = rendered(template, "{é: ü}").text();
    }
}
