//! What cfn-signal and CloudFormation's waiting say.

use super::{ROW, Signature, Significance};

const CREATION_POLICY: &str =
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-creationpolicy.html";
const CFN_SIGNAL: &str = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/cfn-signal.html";
const SIGNAL_RESOURCE: &str =
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_SignalResource.html";

pub(super) const TABLE: &[Signature] = &[
    Signature {
        id: "signal/late",
        title: "A signal after the deployment ended",
        significance: Significance::Harmless,
        literals: &["state and cannot be signaled", "state and cannot be signalled"],
        pattern: "Stack \\S+ is in ((?:CREATE|UPDATE|IMPORT)_COMPLETE(?:_CLEANUP_IN_PROGRESS)?) state and cannot be signal",
        example: "ValidationError: Stack arn:aws:cloudformation:eu-central-1:123456789012:stack/web/01234567-89ab-cdef-0123-456789abcdef is in UPDATE_COMPLETE state and cannot be signaled",
        meaning: "The instance was started outside a deployment, by the Auto Scaling group or at a reboot: nobody waits for \
                  its signal. A failure of the configuration itself would stand in a line before.",
        fix: "Nothing has to be repaired. Let the script not fail of it: cfn-signal ... || true.",
        source: SIGNAL_RESOURCE,
        ..ROW
    },
    Signature {
        id: "signal/after-rollback",
        title: "The deployment had failed before the signal came",
        significance: Significance::Consequence,
        literals: &["state and cannot be signaled", "state and cannot be signalled"],
        pattern: "Stack \\S+ is in ((?:\\w*ROLLBACK|CREATE_FAILED|UPDATE_FAILED|DELETE)\\w*) state and cannot be signal",
        example: "ValidationError: Stack arn:aws:cloudformation:us-west-2:123456789012:stack/web/01234567-89ab-cdef-0123-456789abcdef is in ROLLBACK_IN_PROGRESS state and cannot be signaled",
        meaning: "CloudFormation had given up already: the time of the CreationPolicy or of PauseTime was over, or another \
                  resource failed. In a COMPLETE state it may have been an earlier deployment.",
        fix: "See the first failure in the stack's events. After Failed to receive, raise Timeout, or PauseTime of a \
              rolling update, above the time that this log took.",
        source: SIGNAL_RESOURCE,
        ..ROW
    },
    Signature {
        id: "signal/not-waiting",
        title: "The resource does not wait for signals",
        literals: &[
            "is not in progress and cannot be signal",
            "does not exist for stack",
            "Resource Signal is not supported",
            "is in CREATE_COMPLETE state and cannot be signal",
            "Resource ",
        ],
        pattern: "(?:Resource (\\S+) (?:does not exist for stack|is not in progress|is in \\w+ state and cannot be signal)|Resource Signal is not supported)",
        example: "ValidationError: Resource Web does not exist for stack app",
        meaning: "cfn-signal names a logical id that the stack does not have, or one that waits for none: \
                  it has no CreationPolicy or UpdatePolicy, or has got all its signals.",
        fix: "Name the resource that has the CreationPolicy: for a group the group, not the launch template.",
        source: CFN_SIGNAL,
        rule: "signal/other-resource",
        ..ROW
    },
    Signature {
        id: "signal/failure-received",
        title: "The instance signalled FAILURE",
        significance: Significance::Consequence,
        literals: &["Received FAILURE signal with UniqueId", "Received 1 FAILURE signal", "FAILURE signal(s)"],
        pattern: "FAILURE signal(?:\\(s\\))?(?: with UniqueId (\\S+))?",
        example: "Received FAILURE signal with UniqueId i-0123456789abcdef0",
        meaning: "cfn-signal was called with an exit code other than 0: cfn-init or the script failed on this instance.",
        fix: "Read cfn-init.log and cloud-init-output.log of that instance; deploy with --disable-rollback to keep it.",
        source: CFN_SIGNAL,
        ..ROW
    },
    Signature {
        id: "signal/none-in-time",
        title: "No signal came in time",
        significance: Significance::Consequence,
        literals: &["Failed to receive ", "Received 0 SUCCESS signal"],
        pattern: "(?:Failed to receive (\\d+) resource signal\\(s\\)|Received 0 SUCCESS signal)",
        example: "Failed to receive 1 resource signal(s) within the specified duration",
        meaning: "cfn-signal was not reached (the script ended before it or still runs), could not reach AWS (no route, no \
                  endpoint), or signals another stack, resource or region.",
        fix: "Call cfn-signal in a trap at the end of the script, whatever the result; check route and --region; raise Timeout.",
        source: "https://repost.aws/knowledge-center/cloudformation-failed-signal",
        rule: "signal/nobody-signals",
        ..ROW
    },
    Signature {
        id: "signal/wait-condition",
        title: "A wait condition was not met",
        significance: Significance::Consequence,
        literals: &["WaitCondition timed out", "WaitCondition received failed message"],
        pattern: "WaitCondition (?:timed out\\. Received \\d+ conditions when expecting \\d+|received failed message: '([^']*)')",
        example: "WaitCondition timed out. Received 0 conditions when expecting 1",
        meaning: "The address of the handle was not called in time, or with FAILURE.",
        fix: "Check the log of the instance; cfn-signal takes the address of the handle as its last word, not -r or --resource.",
        source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-waitcondition.html",
        rule: "signal/wait-handle",
        ..ROW
    },
    Signature {
        id: "signal/missing-program",
        title: "cfn-signal or cfn-init is not installed",
        literals: &["cfn-signal", "cfn-init", "cfn-hup"],
        pattern: "(?:failed to run command .?(\\S*cfn-(?:signal|init|hup)).?: No such file|(?:line \\d+|sh: \\d+): (\\S*cfn-(?:signal|init|hup)): (?:No such file or directory|command not found|not found))",
        example: "timeout: failed to run command '/opt/aws/bin/cfn-signal': No such file or directory",
        meaning: "Ubuntu and Debian come without aws-cfn-bootstrap, or its installation failed; on Amazon Linux the programs \
                  are in /opt/aws/bin, which is not in PATH.",
        fix: "Install aws-cfn-bootstrap before the call (pip of a virtual environment), and write the whole path.",
        source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-helper-scripts-reference.html",
        rule: "user-data/helper-version",
        ..ROW
    },
    Signature {
        id: "signal/stack-gone",
        title: "The stack does not exist",
        literals: &["Stack '", "Stack with id "],
        pattern: "(?:Stack '([^']+)' does not exist|Stack with id (\\S+) does not exist)",
        example: "ValidationError: Stack 'web' does not exist",
        meaning: "Name or region of the call are wrong, or the stack was deleted; without --region us-east-1 is asked.",
        fix: "Pass --stack ${AWS::StackName} --region ${AWS::Region} by Fn::Sub.",
        source: CFN_SIGNAL,
        rule: "user-data/no-region",
        ..ROW
    },
    Signature {
        id: "signal/usage",
        title: "A helper script was called with wrong words",
        literals: &["cfn-signal: error:", "cfn-init: error:", "cfn-hup: error:", "cfn-get-metadata: error:"],
        pattern: "cfn-(?:signal|init|hup|get-metadata): error: (.+)",
        example: "cfn-signal: error: option -e: invalid integer value: '--stack'",
        meaning: "A word is missing, mostly because a variable or $? before or after it was empty.",
        fix: "Write -e $? directly after cfn-init, --region ${AWS::Region} by Fn::Sub, and --stack with --resource.",
        source: CFN_SIGNAL,
        ..ROW
    },
    Signature {
        id: "signal/health",
        title: "The group's new instances did not become healthy",
        significance: Significance::Consequence,
        literals: &["Group did not stabilize", "resource signals have been received"],
        pattern: "Group did not stabilize\\. *(.*)|Received \\d+ resource signals? ",
        example: "Group did not stabilize. {current/minSize/maxSize group size = 0/1/1}. Failed Scaling Activity: Authentication Failure. Launching EC2 instance failed.",
        meaning: "Auto Scaling could not start the instances: the text after it is Auto Scaling's own reason.",
        fix: "Correct what the failed scaling activity names.",
        source: CREATION_POLICY,
        ..ROW
    },
];
