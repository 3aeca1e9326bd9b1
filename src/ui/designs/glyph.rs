//! The picture of each starter: content of an SVG of 264 by 112, in the classes of `start.css`.

/// The glyph of a starter.
pub(super) fn glyph(name: &str) -> &'static str {
    match name {
        "flask-postgres" => FLASK,
        "nginx-static" => PAGES,
        "docker-compose" => DOCKER,
        "node-service" => NODE,
        "auto-scaling" => GROUP,
        "wordpress-lamp" => LAMP,
        "private-session" => PRIVATE,
        _ => INSTANCE,
    }
}

/// The globe, a frame, the proxy, the app and the database.
const FLASK: &str = r#"<rect class="bx" x="86" y="14" width="160" height="84" rx="6"/><path class="w" d="M36 56H86M112 56h14M168 56h20"/><circle class="o" cx="26" cy="56" r="10"/><path class="w" d="M16 56h20M26 46c4 4 4 16 0 20M26 46c-4 4-4 16 0 20"/><rect class="f" x="98" y="38" width="14" height="36" rx="3"/><rect class="f" x="126" y="38" width="42" height="36" rx="4"/><text x="147" y="60">flask</text><path class="f" d="M188 44c0-4 8-7 20-7s20 3 20 7v24c0 4-8 7-20 7s-20-3-20-7z"/><path class="w" d="M188 44c0 4 8 7 20 7s20-3 20-7"/><text x="208" y="66">pg</text>"#;
/// The globe and two pages.
const PAGES: &str = r#"<rect class="bx" x="112" y="14" width="108" height="84" rx="6"/><path class="w" d="M62 56h68"/><circle class="o" cx="52" cy="56" r="10"/><path class="w" d="M42 56h20M52 46c4 4 4 16 0 20M52 46c-4 4-4 16 0 20"/><rect class="f" x="130" y="34" width="34" height="44" rx="3"/><path class="w" d="M137 44h20M137 51h20M137 58h13"/><rect class="f" x="172" y="34" width="34" height="44" rx="3"/><path class="w" d="M179 44h20M179 51h12"/>"#;
/// Containers on a host.
const DOCKER: &str = r#"<rect class="bx" x="72" y="14" width="120" height="84" rx="6"/><path class="w" d="M72 78h120"/><rect class="f" x="86" y="28" width="26" height="18" rx="2"/><rect class="f" x="119" y="28" width="26" height="18" rx="2"/><rect class="f" x="86" y="53" width="26" height="18" rx="2"/><rect class="f" x="119" y="53" width="26" height="18" rx="2"/><rect class="f" x="152" y="53" width="26" height="18" rx="2"/><path class="w" d="M93 34v6M99 34v6M105 34v6M126 34v6M132 34v6M138 34v6M93 59v6M99 59v6M105 59v6M126 59v6M132 59v6M138 59v6M159 59v6M165 59v6M171 59v6"/><text x="132" y="92">docker</text>"#;
/// The globe, the proxy and a hexagon.
const NODE: &str = r#"<rect class="bx" x="104" y="14" width="124" height="84" rx="6"/><path class="w" d="M56 56h62M132 56h27"/><circle class="o" cx="46" cy="56" r="10"/><path class="w" d="M36 56h20M46 46c4 4 4 16 0 20M46 46c-4 4-4 16 0 20"/><rect class="f" x="118" y="38" width="14" height="36" rx="3"/><path class="f" d="M182 32l23 12v24l-23 12-23-12V44z"/><text x="182" y="60">node</text>"#;
/// The globe, the balancer, and a group with room.
const GROUP: &str = r#"<path class="w" d="M34 56h20M74 56h22M96 28v56M96 28h26M96 56h26M96 84h26"/><circle class="o" cx="24" cy="56" r="10"/><path class="w" d="M14 56h20M24 46c4 4 4 16 0 20M24 46c-4 4-4 16 0 20"/><rect class="f" x="54" y="30" width="20" height="52" rx="4"/><rect class="ds" x="112" y="8" width="138" height="96" rx="6"/><rect class="f" x="122" y="17" width="52" height="22" rx="3"/><rect class="f" x="122" y="45" width="52" height="22" rx="3"/><rect class="f" x="122" y="73" width="52" height="22" rx="3"/><rect class="ds" x="186" y="17" width="52" height="22" rx="3"/><rect class="ds" x="186" y="45" width="52" height="22" rx="3"/><path class="w" d="M212 78v12M206 84h12"/>"#;
/// The globe, the layers of the program, and the database.
const LAMP: &str = r#"<rect class="bx" x="86" y="14" width="160" height="84" rx="6"/><path class="w" d="M36 56h64M172 56h18"/><circle class="o" cx="26" cy="56" r="10"/><path class="w" d="M16 56h20M26 46c4 4 4 16 0 20M26 46c-4 4-4 16 0 20"/><rect class="f" x="100" y="28" width="72" height="56" rx="4"/><path class="w" d="M100 47h72M100 65h72"/><text x="136" y="41">apache</text><text x="136" y="60">php</text><text x="136" y="78">wordpress</text><path class="f" d="M190 44c0-4 8-7 20-7s20 3 20 7v24c0 4-8 7-20 7s-20-3-20-7z"/><path class="w" d="M190 44c0 4 8 7 20 7s20-3 20-7"/>"#;
/// A terminal, the way through an endpoint, and a locked instance.
const PRIVATE: &str = r#"<rect class="ds" x="116" y="12" width="126" height="88" rx="6"/><path class="w" d="M70 56h40M122 56h32"/><rect class="f" x="22" y="38" width="48" height="36" rx="4"/><path class="w" d="M31 50l6 6-6 6M42 62h12"/><circle class="f" cx="116" cy="56" r="6"/><rect class="bx" x="154" y="30" width="66" height="52" rx="6"/><rect class="f" x="177" y="54" width="20" height="15" rx="2"/><path class="w" d="M181 54v-5a6 6 0 0 1 12 0v5"/>"#;
/// The globe and one instance.
const INSTANCE: &str = r#"<rect class="bx" x="86" y="14" width="160" height="84" rx="6"/><path class="w" d="M36 56h102"/><circle class="o" cx="26" cy="56" r="10"/><path class="w" d="M16 56h20M26 46c4 4 4 16 0 20M26 46c-4 4-4 16 0 20"/><rect class="f" x="138" y="34" width="56" height="44" rx="4"/><path class="w" d="M148 46h36M148 56h36M148 66h20"/>"#;
