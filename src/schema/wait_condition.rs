//! `AWS::CloudFormation::WaitCondition` and its handle.

use super::{Property, PropertyType};

const PAGE: &str = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-waitcondition.html";

/// The type that waits.
pub const CONDITION: &str = "AWS::CloudFormation::WaitCondition";
/// The type that signals go to.
pub const HANDLE_TYPE: &str = "AWS::CloudFormation::WaitConditionHandle";

/// Where signals go.
pub const HANDLE: Property =
    Property::text("Handle", "Handle", "The handle that signals are sent to: cfn-signal takes its address.", PAGE)
        .required();
/// Seconds.
pub const TIMEOUT: Property = Property::text("Timeout", "Seconds", "How long it waits: up to 43,200 seconds.", PAGE)
    .of_type(PropertyType::Number)
    .required();
/// How many.
pub const COUNT: Property =
    Property::text("Count", "Signals", "How many success signals it waits for; 1 if it is left out.", PAGE)
        .of_type(PropertyType::Number);

/// All of them, in the order in which they are written.
pub const ROWS: &[Property] = &[HANDLE, TIMEOUT, COUNT];
