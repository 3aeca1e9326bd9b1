//! Keys of the template itself: sections, and what stands in a resource, an output, a rule, a config.
//!
//! Source: AWS pages "Template anatomy", "Resource attribute reference", "AWS::CloudFormation::Init".

use super::{Property, PropertyType};

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
pub const SECTIONS: &[Property] = &[
    Property::text("AWSTemplateFormatVersion", "Format version", "There is one: 2010-09-09.", ANATOMY)
        .of_type(PropertyType::Choice(&["\"2010-09-09\""])),
    Property::text("Description", "Description", "What the stack is, in at most 1,024 bytes.", ANATOMY),
    Property::text("Metadata", "Metadata", "Objects about the template, such as the console's form.", ANATOMY)
        .of_type(PropertyType::Map),
    Property::text("Parameters", "Parameters", "Values asked for at each deploy.", ANATOMY).of_type(PropertyType::Map),
    Property::text("Rules", "Rules", "What the parameters have to be together.", ANATOMY).of_type(PropertyType::Map),
    Property::text("Mappings", "Mappings", "Tables of values by two keys.", ANATOMY).of_type(PropertyType::Map),
    Property::text("Conditions", "Conditions", "Truths that decide what is made.", ANATOMY).of_type(PropertyType::Map),
    Property::text("Transform", "Transform", "Macros that change the template first.", ANATOMY).of_type(
        PropertyType::Suggested(&[
            "AWS::LanguageExtensions",
            "AWS::Serverless-2016-10-31",
            "AWS::SecretsManager-2020-07-23",
        ]),
    ),
    Property::text(
        "Resources",
        "Resources",
        "What the stack consists of. The one section that has to be there.",
        ANATOMY,
    )
    .of_type(PropertyType::Map),
    Property::text("Outputs", "Outputs", "Values the stack shows.", ANATOMY).of_type(PropertyType::Map),
];

/// Whether it is made at all.
pub const CONDITION: Property =
    Property::text("Condition", "Condition", "It is made only if this condition is true.", RESOURCE_PAGE)
        .of_type(PropertyType::Condition);
/// What has to be there before it.
pub const DEPENDS_ON: Property = Property::text(
    "DependsOn",
    "Depends on",
    "Resources that have to be there before it.",
    page!("TemplateReference/aws-attribute-dependson.html"),
)
.of_type(PropertyType::List);
/// What happens to it when the stack goes.
pub const DELETION_POLICY: Property = Property::text(
    "DeletionPolicy",
    "Deletion policy",
    "What happens to it when the stack goes.",
    page!("TemplateReference/aws-attribute-deletionpolicy.html"),
)
.of_type(PropertyType::Choice(&["Delete", "Retain", "RetainExceptOnCreate", "Snapshot"]));
/// What happens to the old one at an update.
pub const UPDATE_REPLACE_POLICY: Property = Property::text(
    "UpdateReplacePolicy",
    "Update replace policy",
    "What happens to the old one when an update replaces it.",
    page!("TemplateReference/aws-attribute-updatereplacepolicy.html"),
)
.of_type(PropertyType::Choice(&["Delete", "Retain", "Snapshot"]));
/// What every resource may have beside its properties.
pub const ATTRIBUTES: &[Property] = &[CONDITION, DEPENDS_ON, DELETION_POLICY, UPDATE_REPLACE_POLICY];

/// Keys of a resource.
pub const RESOURCE: &[Property] = &[
    Property::text("Type", "Type", "What it is, such as AWS::EC2::Instance.", RESOURCE_PAGE).required(),
    CONDITION,
    DEPENDS_ON,
    Property::text(
        "Metadata",
        "Metadata",
        "What cfn-init and the console read.",
        page!("TemplateReference/aws-attribute-metadata.html"),
    )
    .of_type(PropertyType::Map),
    Property::text(
        "CreationPolicy",
        "Creation policy",
        "The signals that CloudFormation waits for.",
        page!("TemplateReference/aws-attribute-creationpolicy.html"),
    )
    .of_type(PropertyType::Map),
    Property::text(
        "UpdatePolicy",
        "Update policy",
        "How a group of machines is replaced at an update.",
        page!("TemplateReference/aws-attribute-updatepolicy.html"),
    )
    .of_type(PropertyType::Map),
    DELETION_POLICY,
    UPDATE_REPLACE_POLICY,
    Property::text("Properties", "Properties", "What it is made with.", RESOURCE_PAGE).of_type(PropertyType::Map),
];

/// Keys of an output.
pub const OUTPUT: &[Property] = &[
    Property::text(
        "Description",
        "Description",
        "What the value is.",
        page!("UserGuide/outputs-section-structure.html"),
    ),
    Property::text(
        "Condition",
        "Condition",
        "Shown only if this condition is true.",
        page!("UserGuide/outputs-section-structure.html"),
    )
    .of_type(PropertyType::Condition),
    Property::text("Value", "Value", "The value itself.", page!("UserGuide/outputs-section-structure.html")).required(),
    Property::text(
        "Export",
        "Export",
        "Gives it a name for other stacks.",
        page!("UserGuide/outputs-section-structure.html"),
    )
    .of_type(PropertyType::Map),
];

/// Keys of an output's `Export`.
pub const EXPORT: &[Property] = &[Property::text(
    "Name",
    "Name",
    "Once in the account and region.",
    page!("UserGuide/outputs-section-structure.html"),
)
.required()];

/// Keys of a rule.
pub const RULE: &[Property] = &[
    Property::text(
        "RuleCondition",
        "Condition",
        "The rule counts only if this is true.",
        page!("UserGuide/rules-section-structure.html"),
    )
    .of_type(PropertyType::Map),
    Property::text("Assertions", "Assertions", "What has to be true.", page!("UserGuide/rules-section-structure.html"))
        .of_type(PropertyType::List),
];

/// Keys of an assertion.
pub const ASSERTION: &[Property] = &[
    Property::text(
        "Assert",
        "Assert",
        "A function that is true or false.",
        page!("UserGuide/rules-section-structure.html"),
    )
    .of_type(PropertyType::Map),
    Property::text(
        "AssertDescription",
        "Description",
        "Said if it is false.",
        page!("UserGuide/rules-section-structure.html"),
    ),
];

/// Metadata of the template.
pub const METADATA: &[Property] = &[Property::text(
    "AWS::CloudFormation::Interface",
    "Interface",
    "Order and labels of the parameters in the console.",
    INTERFACE_PAGE,
)
.of_type(PropertyType::Map)];

/// Keys of `AWS::CloudFormation::Interface`.
pub const INTERFACE: &[Property] = &[
    Property::text("ParameterGroups", "Groups", "Parameters under headings, in an order.", INTERFACE_PAGE)
        .of_type(PropertyType::List),
    Property::text("ParameterLabels", "Labels", "Other names for parameters.", INTERFACE_PAGE)
        .of_type(PropertyType::Map),
];

/// Metadata of a resource.
pub const RESOURCE_METADATA: &[Property] = &[
    Property::text("AWS::CloudFormation::Init", "Init", "What cfn-init does on the machine.", INIT_PAGE)
        .of_type(PropertyType::Map),
    Property::text(
        "AWS::CloudFormation::Authentication",
        "Authentication",
        "Credentials for files and sources.",
        page!("TemplateReference/aws-resource-authentication.html"),
    )
    .of_type(PropertyType::Map),
];

/// Keys of `AWS::CloudFormation::Init` that have a meaning of their own.
pub const INIT: &[Property] = &[
    Property::text("configSets", "Config sets", "Which configs run, and in which order.", INIT_PAGE)
        .of_type(PropertyType::Map),
    Property::text("config", "Config", "The one config that runs where there are no config sets.", INIT_PAGE)
        .of_type(PropertyType::Map),
];

/// Sections of a config.
pub const CONFIG: &[Property] = &[
    Property::text("packages", "Packages", "Installed first, by package manager.", INIT_PAGE)
        .of_type(PropertyType::Map),
    Property::text("groups", "Groups", "Created after packages.", INIT_PAGE).of_type(PropertyType::Map),
    Property::text("users", "Users", "Created after groups.", INIT_PAGE).of_type(PropertyType::Map),
    Property::text("sources", "Sources", "Archives unpacked into folders.", INIT_PAGE).of_type(PropertyType::Map),
    Property::text("files", "Files", "Written after sources.", INIT_PAGE).of_type(PropertyType::Map),
    Property::text("commands", "Commands", "Run after files, in the order of their names.", INIT_PAGE)
        .of_type(PropertyType::Map),
    Property::text("services", "Services", "Enabled and started last.", INIT_PAGE).of_type(PropertyType::Map),
];
