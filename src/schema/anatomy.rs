//! Keys of the template itself: sections, and what stands in a resource, an output, a rule, a config.
//!
//! Source: AWS pages "Template anatomy", "Resource attribute reference", "AWS::CloudFormation::Init".

use super::{Kind, Row};

macro_rules! page {
    ($name:literal) => {
        concat!("https://docs.aws.amazon.com/AWSCloudFormation/latest/", $name)
    };
}

const ANATOMY: &str = page!("UserGuide/template-anatomy.html");
const RESOURCE_PAGE: &str = page!("UserGuide/resources-section-structure.html");
const INIT_PAGE: &str = page!("TemplateReference/aws-resource-init.html");
const INTERFACE_PAGE: &str = page!("TemplateReference/aws-resource-cloudformation-interface.html");

/// Sections of the template.
pub const SECTIONS: &[Row] = &[
    Row::text("AWSTemplateFormatVersion", "Format version", "There is one: 2010-09-09.", ANATOMY)
        .takes(Kind::Choice(&["\"2010-09-09\""])),
    Row::text("Description", "Description", "What the stack is, in at most 1,024 bytes.", ANATOMY),
    Row::text("Metadata", "Metadata", "Objects about the template, such as the console's form.", ANATOMY)
        .takes(Kind::Names),
    Row::text("Parameters", "Parameters", "Values asked for at each deploy.", ANATOMY).takes(Kind::Names),
    Row::text("Rules", "Rules", "What the parameters have to be together.", ANATOMY).takes(Kind::Names),
    Row::text("Mappings", "Mappings", "Tables of values by two keys.", ANATOMY).takes(Kind::Names),
    Row::text("Conditions", "Conditions", "Truths that decide what is made.", ANATOMY).takes(Kind::Names),
    Row::text("Transform", "Transform", "Macros that change the template first.", ANATOMY).takes(Kind::Suggested(&[
        "AWS::LanguageExtensions",
        "AWS::Serverless-2016-10-31",
        "AWS::SecretsManager-2020-07-23",
    ])),
    Row::text("Resources", "Resources", "What the stack consists of. The one section that has to be there.", ANATOMY)
        .takes(Kind::Names),
    Row::text("Outputs", "Outputs", "Values the stack shows.", ANATOMY).takes(Kind::Names),
];

/// Whether it is made at all.
pub const CONDITION: Row =
    Row::text("Condition", "Condition", "It is made only if this condition is true.", RESOURCE_PAGE)
        .takes(Kind::Condition);
/// What has to be there before it.
pub const DEPENDS_ON: Row = Row::text(
    "DependsOn",
    "Depends on",
    "Resources that have to be there before it.",
    page!("TemplateReference/aws-attribute-dependson.html"),
)
.takes(Kind::List);
/// What happens to it when the stack goes.
pub const DELETION_POLICY: Row = Row::text(
    "DeletionPolicy",
    "Deletion policy",
    "What happens to it when the stack goes.",
    page!("TemplateReference/aws-attribute-deletionpolicy.html"),
)
.takes(Kind::Choice(&["Delete", "Retain", "RetainExceptOnCreate", "Snapshot"]));
/// What happens to the old one at an update.
pub const UPDATE_REPLACE_POLICY: Row = Row::text(
    "UpdateReplacePolicy",
    "Update replace policy",
    "What happens to the old one when an update replaces it.",
    page!("TemplateReference/aws-attribute-updatereplacepolicy.html"),
)
.takes(Kind::Choice(&["Delete", "Retain", "Snapshot"]));
/// What every resource may have beside its properties.
pub const ATTRIBUTES: &[Row] = &[CONDITION, DEPENDS_ON, DELETION_POLICY, UPDATE_REPLACE_POLICY];

/// Keys of a resource.
pub const RESOURCE: &[Row] = &[
    Row::text("Type", "Type", "What it is, such as AWS::EC2::Instance.", RESOURCE_PAGE).required(),
    CONDITION,
    DEPENDS_ON,
    Row::text(
        "Metadata",
        "Metadata",
        "What cfn-init and the console read.",
        page!("TemplateReference/aws-attribute-metadata.html"),
    )
    .takes(Kind::Names),
    Row::text(
        "CreationPolicy",
        "Creation policy",
        "The signals that CloudFormation waits for.",
        page!("TemplateReference/aws-attribute-creationpolicy.html"),
    )
    .takes(Kind::Names),
    Row::text(
        "UpdatePolicy",
        "Update policy",
        "How a group of machines is replaced at an update.",
        page!("TemplateReference/aws-attribute-updatepolicy.html"),
    )
    .takes(Kind::Names),
    DELETION_POLICY,
    UPDATE_REPLACE_POLICY,
    Row::text("Properties", "Properties", "What it is made with.", RESOURCE_PAGE).takes(Kind::Names),
];

/// Keys of an output.
pub const OUTPUT: &[Row] = &[
    Row::text("Description", "Description", "What the value is.", page!("UserGuide/outputs-section-structure.html")),
    Row::text(
        "Condition",
        "Condition",
        "Shown only if this condition is true.",
        page!("UserGuide/outputs-section-structure.html"),
    )
    .takes(Kind::Condition),
    Row::text("Value", "Value", "The value itself.", page!("UserGuide/outputs-section-structure.html")).required(),
    Row::text(
        "Export",
        "Export",
        "Gives it a name for other stacks.",
        page!("UserGuide/outputs-section-structure.html"),
    )
    .takes(Kind::Names),
];

/// Keys of an output's `Export`.
pub const EXPORT: &[Row] =
    &[Row::text("Name", "Name", "Once in the account and region.", page!("UserGuide/outputs-section-structure.html"))
        .required()];

/// Keys of a rule.
pub const RULE: &[Row] = &[
    Row::text(
        "RuleCondition",
        "Condition",
        "The rule counts only if this is true.",
        page!("UserGuide/rules-section-structure.html"),
    )
    .takes(Kind::Names),
    Row::text("Assertions", "Assertions", "What has to be true.", page!("UserGuide/rules-section-structure.html"))
        .takes(Kind::List),
];

/// Keys of an assertion.
pub const ASSERTION: &[Row] = &[
    Row::text("Assert", "Assert", "A function that is true or false.", page!("UserGuide/rules-section-structure.html"))
        .takes(Kind::Names),
    Row::text(
        "AssertDescription",
        "Description",
        "Said if it is false.",
        page!("UserGuide/rules-section-structure.html"),
    ),
];

/// Metadata of the template.
pub const METADATA: &[Row] = &[Row::text(
    "AWS::CloudFormation::Interface",
    "Interface",
    "Order and labels of the parameters in the console.",
    INTERFACE_PAGE,
)
.takes(Kind::Names)];

/// Keys of `AWS::CloudFormation::Interface`.
pub const INTERFACE: &[Row] = &[
    Row::text("ParameterGroups", "Groups", "Parameters under headings, in an order.", INTERFACE_PAGE).takes(Kind::List),
    Row::text("ParameterLabels", "Labels", "Other names for parameters.", INTERFACE_PAGE).takes(Kind::Names),
];

/// Metadata of a resource.
pub const RESOURCE_METADATA: &[Row] = &[
    Row::text("AWS::CloudFormation::Init", "Init", "What cfn-init does on the machine.", INIT_PAGE).takes(Kind::Names),
    Row::text(
        "AWS::CloudFormation::Authentication",
        "Authentication",
        "Credentials for files and sources.",
        page!("TemplateReference/aws-resource-authentication.html"),
    )
    .takes(Kind::Names),
];

/// Keys of `AWS::CloudFormation::Init` that have a meaning of their own.
pub const INIT: &[Row] = &[
    Row::text("configSets", "Config sets", "Which configs run, and in which order.", INIT_PAGE).takes(Kind::Names),
    Row::text("config", "Config", "The one config that runs where there are no config sets.", INIT_PAGE)
        .takes(Kind::Names),
];

/// Sections of a config.
pub const CONFIG: &[Row] = &[
    Row::text("packages", "Packages", "Installed first, by package manager.", INIT_PAGE).takes(Kind::Names),
    Row::text("groups", "Groups", "Created after packages.", INIT_PAGE).takes(Kind::Names),
    Row::text("users", "Users", "Created after groups.", INIT_PAGE).takes(Kind::Names),
    Row::text("sources", "Sources", "Archives unpacked into folders.", INIT_PAGE).takes(Kind::Names),
    Row::text("files", "Files", "Written after sources.", INIT_PAGE).takes(Kind::Names),
    Row::text("commands", "Commands", "Run after files, in the order of their names.", INIT_PAGE).takes(Kind::Names),
    Row::text("services", "Services", "Enabled and started last.", INIT_PAGE).takes(Kind::Names),
];
