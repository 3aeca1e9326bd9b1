//! What programs say of their configuration: nginx, Apache, databases, cron and others.

use super::{ROW, Signature, Significance};

const BACKUP: &str = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html";

pub(super) const TABLE: &[Signature] = &[
    Signature {
        id: "nginx/backup",
        title: "nginx reads the old copy that cfn-init left",
        literals: &[".bak:"],
        pattern: "\\[emerg\\] .* in (\\S+\\.bak):\\d+",
        example: "nginx: [emerg] a duplicate default server for 0.0.0.0:80 in /etc/nginx/sites-enabled/app.bak:22",
        meaning: "At its second run cfn-init renames each file to NAME.bak; nginx includes every file of sites-enabled.",
        fix: "Write the file to /etc/nginx/conf.d/NAME.conf, or remove the .bak in a command before nginx is tested.",
        source: BACKUP,
        rule: "file/backup-refused",
        ..ROW
    },
    Signature {
        id: "nginx/duplicate",
        title: "nginx finds the same thing twice",
        literals: &[
            "a duplicate default server for",
            "directive is duplicate in",
            "duplicate upstream \"",
            "duplicate \"log_format\"",
            "is already bound to key",
        ],
        pattern: "\\[emerg\\] .*(?:duplicate|already bound).*? in (\\S*[^:\\s.]):\\d+|\"(\\w+)\" directive is duplicate in",
        example: "nginx: [emerg] a duplicate default server for 0.0.0.0:80 in /etc/nginx/sites-enabled/default:22",
        meaning: "Your file and one of the package say the same: the default site, or a directive that nginx.conf has already.",
        fix: "Remove /etc/nginx/sites-enabled/default, or the line that nginx.conf already has.",
        source: "https://nginx.org/en/docs/http/ngx_http_core_module.html#listen",
        is_general: true,
        ..ROW
    },
    Signature {
        id: "nginx/configuration",
        title: "nginx refuses its configuration",
        literals: &["[emerg] "],
        pattern: "\\[emerg\\] (?:\\d+#\\d+: )?(?:unknown directive|unexpected|invalid|no \"|host not found|cannot load|open\\(\\)|directive|the \"|\"\\w+\" directive is not|getpwnam|getgrnam).*?(?: in (\\S+):\\d+)?$",
        example: "nginx: [emerg] unknown directive \"proxy_passs\" in /etc/nginx/conf.d/app.conf:7",
        meaning: "A line of the configuration is wrong, or a file or host that it names is missing.",
        fix: "Correct the file at the line that is named; nginx -t tests it.",
        source: "https://nginx.org/en/docs/beginners_guide.html",
        is_general: true,
        ..ROW
    },
    Signature {
        id: "nginx/server-name",
        title: "nginx ignores a second server of the same name",
        significance: Significance::Warning,
        literals: &["conflicting server name"],
        pattern: "conflicting server name \"([^\"]*)\"",
        example: "nginx: [warn] conflicting server name \"app.example.com\" on 0.0.0.0:80, ignored",
        meaning: "Two files have the same server_name; the first one read wins. A .bak of cfn-init may be one of them.",
        fix: "Remove one of the files.",
        source: "https://nginx.org/en/docs/http/server_names.html",
        rule: "file/backup-read",
        ..ROW
    },
    Signature {
        id: "apache/configuration",
        title: "Apache refuses its configuration",
        literals: &["AH00526:", "AH00111:", "AH00014:", "Invalid command '"],
        pattern: "(?:AH00526: Syntax error on line \\d+ of (\\S+):|Invalid command '([^']+)'|AH00111|AH00014)",
        example: "AH00526: Syntax error on line 4 of /etc/apache2/sites-enabled/app.conf:",
        meaning: "A directive is wrong, or its module is not enabled (ProxyPass needs proxy and proxy_http).",
        fix: "Enable the module (a2enmod proxy_http) or correct the line; apachectl configtest tests it.",
        source: "https://httpd.apache.org/docs/2.4/programs/apachectl.html",
        ..ROW
    },
    Signature {
        id: "postgres/role",
        title: "PostgreSQL does not know the role or database",
        literals: &["FATAL:  role \"", "FATAL:  database \"", "FATAL:  Peer authentication failed"],
        pattern: "FATAL:  (?:role \"([^\"]+)\" does not exist|database \"([^\"]+)\" does not exist|Peer authentication failed for user \"([^\"]+)\")",
        example: "psql: error: connection to server on socket \"/var/run/postgresql/.s.PGSQL.5432\" failed: FATAL:  role \"root\" does not exist",
        meaning: "psql runs as root, for which PostgreSQL has no role; or role and database are not made yet.",
        fix: "Run it as postgres (sudo -u postgres psql), and make role and database before they are used.",
        source: "https://www.postgresql.org/docs/current/client-authentication-problems.html",
        ..ROW
    },
    Signature {
        id: "postgres/not-running",
        title: "PostgreSQL does not run",
        literals: &[
            "Is the server running locally and accepting connections on that socket?",
            "Is the server running on that host and accepting TCP/IP connections?",
        ],
        example: "        Is the server running locally and accepting connections on that socket?",
        meaning: "The cluster is down or not ready: right after the installation it may still start.",
        fix: "systemctl start postgresql, then wait with pg_isready in a loop.",
        source: "https://www.postgresql.org/docs/current/app-pg-isready.html",
        ..ROW
    },
    Signature {
        id: "mysql/access",
        title: "MySQL or MariaDB refuses the connection",
        literals: &["ERROR 1045 (28000)", "ERROR 1698 (28000)", "ERROR 2002 (HY000)"],
        pattern: "ERROR (?:1045|1698) \\(28000\\): Access denied for user '([^']+)'|ERROR 2002 \\(HY000\\)",
        example: "ERROR 2002 (HY000): Can't connect to local server through socket '/run/mysqld/mysqld.sock' (2)",
        meaning: "The server does not run yet (2002), or user, password or authentication by socket do not fit (1045, 1698).",
        fix: "Start it and wait for mysqladmin ping; as root use the socket without a password.",
        source: "https://mariadb.com/kb/en/authentication-plugin-unix-socket/",
        ..ROW
    },
    Signature {
        id: "dnsmasq/backup",
        title: "dnsmasq reads the old copy that cfn-init left",
        literals: &["illegal repeated keyword at line"],
        pattern: "illegal repeated keyword at line \\d+ of (\\S+)",
        example: "dnsmasq: illegal repeated keyword at line 1 of /etc/dnsmasq.d/app.bak",
        meaning: "dnsmasq reads every file of its folder, NAME.bak included; an option that may stand once is there twice.",
        fix: "Remove the .bak in a command before the restart.",
        source: BACKUP,
        rule: "file/backup-refused",
        ..ROW
    },
    Signature {
        id: "cron/ignored",
        title: "cron ignores a file",
        significance: Significance::Warning,
        literals: &[
            "Missing newline before EOF, this crontab file will be ignored",
            "INSECURE MODE (group/other writable)",
            "WRONG FILE OWNER",
            "(no passwd entry)",
        ],
        pattern: "\\(([^)]+)\\) (?:ERROR \\(Missing newline|INSECURE MODE|WRONG FILE OWNER|ORPHAN)",
        example: "cron[612]: (*system*app) INSECURE MODE (group/other writable) (/etc/cron.d/app)",
        meaning: "Files in /etc/cron.d must end with a line break, belong to root, and be writable by root only.",
        fix: "Set mode \"000644\", owner root, group root, and end content with a line break.",
        source: "https://manpages.debian.org/bookworm/cron/cron.8.en.html",
        rule: "file/cron-ignored",
        ..ROW
    },
    Signature {
        id: "logrotate/ignored",
        title: "logrotate ignores a file",
        significance: Significance::Warning,
        literals: &["because it is writable by group or others", "duplicate log entry for"],
        pattern: "(?:error: Ignoring (\\S+) because it is writable|error: (\\S+):\\d+ duplicate log entry)",
        example: "error: Ignoring app because it is writable by group or others.",
        meaning: "Its files must be writable by root only, and each log may be named once.",
        fix: "Set mode \"000644\" on the file.",
        source: "https://manpages.debian.org/bookworm/logrotate/logrotate.8.en.html",
        ..ROW
    },
    Signature {
        id: "sudo/mode",
        title: "A file of sudoers has a wrong mode or a fault",
        literals: &["bad permissions, should be mode 0440", "is world writable", "syntax error near line"],
        pattern: "(?:(/etc/sudoers\\S*): bad permissions|sudo: (\\S+) is world writable|(/etc/sudoers\\S*):\\d+:\\d+: syntax error|>>> (\\S+): syntax error near line)",
        example: "/etc/sudoers.d/app: bad permissions, should be mode 0440",
        meaning: "sudo wants 0440, owner root; a fault in one file can make sudo refuse everything.",
        fix: "Set mode \"000440\", owner root, group root; test with visudo -c.",
        source: "https://www.sudo.ws/docs/man/sudoers.man/",
        ..ROW
    },
    Signature {
        id: "docker/pull",
        title: "A container image cannot be fetched",
        literals: &[
            "pull access denied for",
            "manifest unknown",
            "toomanyrequests:",
            "no basic auth credentials",
            "no matching manifest for",
        ],
        pattern: "(?:pull access denied for ([^,\\s]+)|manifest for (\\S+) not found|toomanyrequests:|no basic auth credentials|no matching manifest for (\\S+)|manifest unknown)",
        example: "docker: Error response from daemon: pull access denied for app/web, repository does not exist or may require 'docker login': denied: requested access to the resource is denied.",
        meaning: "Name or tag do not exist, the registry wants a login (ECR: a token for 12 hours), its limit is reached, or \
                  the image is for another processor.",
        fix: "Check name, tag and processor; for ECR run aws ecr get-login-password and allow the role ecr:BatchGetImage.",
        source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/common-errors-docker.html",
        ..ROW
    },
];
