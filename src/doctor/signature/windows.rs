//! What Windows, PowerShell and cmd say.

use super::{ROW, Signature};

pub(super) const TABLE: &[Signature] = &[
    Signature {
        id: "windows/not-recognized",
        title: "Windows does not know the program",
        literals: &[
            "is not recognized as an internal or external command",
            "is not recognized as the name of a cmdlet",
        ],
        pattern: "(?:'([^']+)' is not recognized as an internal|[Tt]he term '([^']+)' is not recognized)",
        example: "'choco' is not recognized as an internal or external command,",
        meaning: "The program is not installed, or in a folder that is not in PATH. cfn-init starts commands with the PATH of \
                  its own start: what an installer adds to it counts for later processes only.",
        fix: "Install it in an earlier command, and call it by its whole path.",
        source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-windows-stacks-bootstrapping.html",
        ..ROW
    },
    Signature {
        id: "windows/execution-policy",
        title: "PowerShell may not run scripts",
        literals: &["running scripts is disabled on this system"],
        pattern: "(?:File (\\S+) cannot be loaded because )?running scripts is disabled on this system",
        example: "powershell.exe : File C:\\cfn\\setup.ps1 cannot be loaded because running scripts is disabled on this system.",
        meaning: "The execution policy of the machine forbids script files.",
        fix: "Call it with powershell.exe -ExecutionPolicy Bypass -File SCRIPT.",
        source: "https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.core/about/about_execution_policies",
        ..ROW
    },
    Signature {
        id: "windows/no-service",
        title: "Windows has no such service",
        literals: &[
            "Cannot find any service with service name",
            "The specified service does not exist as an installed service",
        ],
        pattern: "(?:Cannot find any service with service name '([^']+)'|The specified service does not exist)",
        example: "Set-Service : Cannot find any service with service name 'W3SVC'.",
        meaning: "The service is not installed yet, or has another name than its display name.",
        fix: "Install the feature or package before; Get-Service lists the names.",
        source: "https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.management/get-service",
        ..ROW
    },
    Signature {
        id: "windows/no-feature",
        title: "Windows Server has no such feature",
        literals: &["role service, or feature name is not valid"],
        pattern: "feature name is not valid: '([^']+)'",
        example: "Install-WindowsFeature : ArgumentNotValid: The role, role service, or feature name is not valid: 'Web-Servr'.",
        meaning: "The name of the feature is misspelt, or this version of Windows Server does not have it.",
        fix: "Take a name that Get-WindowsFeature lists.",
        source: "https://learn.microsoft.com/en-us/powershell/module/servermanager/install-windowsfeature",
        ..ROW
    },
    Signature {
        id: "windows/tls",
        title: "PowerShell could not make a TLS connection",
        literals: &["Could not create SSL/TLS secure channel"],
        example: "Invoke-WebRequest : The request was aborted: Could not create SSL/TLS secure channel.",
        meaning: "Windows PowerShell 5 on Windows Server 2016 offers old versions of TLS only, which the server refuses.",
        fix: "Write before it: [Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12.",
        source: "https://learn.microsoft.com/en-us/dotnet/framework/network-programming/tls",
        ..ROW
    },
    Signature {
        id: "windows/access-denied",
        title: "Windows denies the access",
        literals: &["Access to the path '", "Access is denied."],
        pattern: "(?:Access to the path '([^']+)' is denied|^Access is denied\\.)",
        example: "Copy-Item : Access to the path 'C:\\inetpub\\wwwroot\\web.config' is denied.",
        meaning: "The file is in use, read-only, or belongs to another account.",
        fix: "Stop the service that holds the file before, or change its rights with icacls.",
        source: "https://learn.microsoft.com/en-us/windows-server/administration/windows-commands/icacls",
        ..ROW
    },
    Signature {
        id: "windows/no-path",
        title: "A path does not exist on Windows",
        literals: &[
            "Cannot find path '",
            "The system cannot find the path specified",
            "The system cannot find the file specified",
        ],
        pattern: "(?:Cannot find path '([^']+)' because it does not exist|The system cannot find the (?:path|file) specified)",
        example: "Set-Location : Cannot find path 'C:\\app' because it does not exist.",
        meaning: "The file or folder is missing, or written with another drive or folder.",
        fix: "Make it in an earlier command or in files; cfn-init makes sources before files and commands.",
        source: "https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.management/test-path",
        ..ROW
    },
];
