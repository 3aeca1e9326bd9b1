//! What pip, npm, gem and other package managers of languages say.

use super::{ROW, Section, Signature, Significance};

const PIP: &str = "https://pip.pypa.io/en/stable/cli/pip_install/";

pub(super) const TABLE: &[Signature] = &[
    Signature {
        id: "pip/externally-managed",
        title: "pip may not install into the Python of the system",
        literals: &["error: externally-managed-environment"],
        example: "error: externally-managed-environment",
        meaning: "Debian 12, Ubuntu 24.04 and later keep pip out of the Python that the distribution manages (PEP 668).",
        fix: "Make a virtual environment (python3 -m venv /opt/app/venv) and use its pip, or install python3-NAME by apt.",
        source: "https://peps.python.org/pep-0668/",
        rule: "user-data/system-pip",
        ..ROW
    },
    Signature {
        id: "pip/no-such-version",
        title: "PyPI has no version that fits",
        literals: &["ERROR: No matching distribution found for"],
        pattern: "ERROR: No matching distribution found for (\\S+)",
        example: "ERROR: No matching distribution found for flask==99.0",
        meaning: "The name or version does not exist, needs another Python, or PyPI cannot be reached.",
        fix: "Look the line above up: it lists the versions that exist for this Python.",
        source: PIP,
        section: Some(Section::Packages),
        ..ROW
    },
    Signature {
        id: "pip/tls",
        title: "Python cannot verify or make a TLS connection",
        literals: &["the ssl module in Python is not available", "[SSL: CERTIFICATE_VERIFY_FAILED]"],
        example: "ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1006)",
        meaning: "The root certificates are missing or a proxy replaces certificates; or the clock is wrong.",
        fix: "Install ca-certificates (on RHEL and Amazon Linux: update-ca-trust), add the certificate of the proxy, check the clock.",
        source: "https://pip.pypa.io/en/stable/topics/https-certificates/",
        ..ROW
    },
    Signature {
        id: "pip/build",
        title: "A Python package could not be built",
        literals: &[
            "ERROR: Failed building wheel for",
            "error: metadata-generation-failed",
            "error: subprocess-exited-with-error",
        ],
        pattern: "(?:Failed building wheel for (\\S+)|error: (?:metadata-generation-failed|subprocess-exited-with-error))",
        example: "  ERROR: Failed building wheel for psycopg2",
        meaning: "There is no wheel for this Python and machine, so that pip compiles it; a compiler or header files are missing.",
        fix: "Install python3-dev, gcc and the library's -dev package first, or take a package with wheels (psycopg2-binary).",
        source: PIP,
        ..ROW
    },
    Signature {
        id: "pip/missing",
        title: "pip is not installed",
        literals: &[
            "No module named pip",
            "pip: command not found",
            "pip3: command not found",
            "pip: not found",
            "pip3: not found",
        ],
        example: "/usr/bin/python3: No module named pip",
        meaning: "Images come without pip.",
        fix: "Install python3-pip first.",
        source: "https://packaging.python.org/en/latest/guides/installing-using-linux-tools/",
        ..ROW
    },
    Signature {
        id: "python/ensurepip",
        title: "The virtual environment has no pip",
        literals: &["The virtual environment was not created successfully because ensurepip is not"],
        example: "The virtual environment was not created successfully because ensurepip is not",
        meaning: "Debian and Ubuntu keep ensurepip in the package python3-venv. A folder without pip is left behind.",
        fix: "Install python3-venv before python3 -m venv; remove the folder that the failed run made.",
        source: "https://packages.debian.org/bookworm/python3-venv",
        ..ROW
    },
    Signature {
        id: "python/no-module",
        title: "A Python module is missing",
        literals: &["ModuleNotFoundError: No module named", "ImportError: No module named"],
        pattern: "(?:ModuleNotFound|Import)Error: No module named '?([^'\\s]+)'?",
        example: "ModuleNotFoundError: No module named 'flask'",
        meaning: "The program runs with a Python that does not have the module: not the one of the virtual environment, or \
                  it was not installed.",
        fix: "Start the program by the python of its virtual environment, and install its requirements there.",
        source: "https://docs.python.org/3/library/venv.html",
        ..ROW
    },
    Signature {
        id: "python/syntax",
        title: "Python cannot read the program",
        literals: &["SyntaxError: ", "IndentationError: "],
        pattern: "^\\s*(?:SyntaxError|IndentationError|TabError): (.+)",
        example: "SyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)?",
        meaning: "The program is written for another Python, or a file was changed when it was written (indentation, ${...}).",
        fix: "Look at the file on the instance; compare it with the content in the template.",
        source: "https://docs.python.org/3/library/exceptions.html",
        ..ROW
    },
    Signature {
        id: "npm/error",
        title: "npm failed",
        literals: &["npm ERR! code ", "npm error code "],
        pattern: "npm (?:ERR!|error) code (\\S+)",
        example: "npm ERR! code ERESOLVE",
        meaning: "ERESOLVE: dependencies contradict each other; E404: no such package; ENOENT: no package.json in the folder; \
                  EACCES: not the owner of the folder; ENOTFOUND: no network.",
        fix: "Look at the lines after it; use npm ci with a lock file, in the folder of the application (cwd).",
        source: "https://github.com/npm/cli/tree/latest/docs",
        ..ROW
    },
    Signature {
        id: "npm/engine",
        title: "The Node.js of the system is too old or new for a package",
        significance: Significance::Warning,
        literals: &["npm WARN EBADENGINE", "npm warn EBADENGINE"],
        example: "npm WARN EBADENGINE Unsupported engine {",
        meaning: "A package names another version of Node.js than the one installed.",
        fix: "Install the version that package.json names, from nodesource or the distribution.",
        source: "https://github.com/npm/cli/tree/latest/docs",
        ..ROW
    },
    Signature {
        id: "node/no-module",
        title: "A Node.js module is missing",
        literals: &["Error: Cannot find module '"],
        pattern: "Error: Cannot find module '([^']+)'",
        example: "Error: Cannot find module 'express'",
        meaning: "npm install has not run in the folder of the program, or the path of the program is wrong.",
        fix: "Run npm ci in the folder (cwd) before the service starts.",
        source: "https://nodejs.org/api/errors.html",
        ..ROW
    },
    Signature {
        id: "gem/invalid-option",
        title: "gem does not know an option",
        literals: &["OptionParser::InvalidOption"],
        example: "ERROR:  While executing gem ... (Gem::OptionParser::InvalidOption)",
        meaning: "aws-cfn-bootstrap before 2.0-29 calls gem install with --no-ri --no-rdoc, which RubyGems 3 does not have.",
        fix: "Install the gem by a command (gem install --no-document NAME), or use aws-cfn-bootstrap 2.0-29 or newer.",
        source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/releasehistory-aws-cfn-bootstrap.html",
        section: Some(Section::Packages),
        ..ROW
    },
    Signature {
        id: "gem/error",
        title: "gem could not install",
        literals: &["ERROR:  Could not find a valid gem", "ERROR:  Error installing "],
        pattern: "ERROR:  (?:Could not find a valid gem '([^']+)'|Error installing ([^:]+):)",
        example: "ERROR:  Could not find a valid gem 'nosuchgem' (>= 0) in any repository",
        meaning: "The gem does not exist, needs another Ruby, or a compiler and header files are missing.",
        fix: "Check name and version on rubygems.org; install ruby-dev and build-essential for native gems.",
        source: "https://guides.rubygems.org/command-reference/",
        section: Some(Section::Packages),
        ..ROW
    },
];
