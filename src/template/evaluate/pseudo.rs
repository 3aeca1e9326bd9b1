//! Pseudo parameters: names of AWS's own, with stand-ins for what only a deployment knows.
//!
//! Source: AWS page "Pseudo parameters reference".

use super::ParameterValues;

/// The region that the stack is in.
pub const REGION: &str = "AWS::Region";
/// The stack's name.
pub const STACK_NAME: &str = "AWS::StackName";

/// A name of AWS's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pseudo {
    /// `AWS::AccountId`
    AccountId,
    /// `AWS::NoValue`, which takes its entry away.
    NoValue,
    /// `AWS::NotificationARNs`, a list.
    NotificationArns,
    /// `AWS::Partition`
    Partition,
    /// `AWS::Region`
    Region,
    /// `AWS::StackId`
    StackId,
    /// `AWS::StackName`
    StackName,
    /// `AWS::URLSuffix`
    UrlSuffix,
}

impl Pseudo {
    /// The pseudo parameter of this name.
    pub fn of_name(name: &str) -> Option<Pseudo> {
        Some(match name {
            "AWS::AccountId" => Pseudo::AccountId,
            "AWS::NoValue" => Pseudo::NoValue,
            "AWS::NotificationARNs" => Pseudo::NotificationArns,
            "AWS::Partition" => Pseudo::Partition,
            REGION => Pseudo::Region,
            "AWS::StackId" => Pseudo::StackId,
            STACK_NAME => Pseudo::StackName,
            "AWS::URLSuffix" => Pseudo::UrlSuffix,
            _ => return None,
        })
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Pseudo::AccountId => "AWS::AccountId",
            Pseudo::NoValue => "AWS::NoValue",
            Pseudo::NotificationArns => "AWS::NotificationARNs",
            Pseudo::Partition => "AWS::Partition",
            Pseudo::Region => REGION,
            Pseudo::StackId => "AWS::StackId",
            Pseudo::StackName => STACK_NAME,
            Pseudo::UrlSuffix => "AWS::URLSuffix",
        }
    }

    /// Its value as text: what is given, else what follows from the region, else a stand-in.
    pub fn value(self, given: &ParameterValues) -> String {
        if let Some(value) = given.get(self.name()) {
            return value.clone();
        }
        let value = |pseudo: Pseudo| pseudo.value(given);
        match self {
            Pseudo::AccountId => "123456789012".into(),
            Pseudo::NoValue | Pseudo::NotificationArns => String::new(),
            Pseudo::Partition => match value(Pseudo::Region) {
                region if region.starts_with("cn-") => "aws-cn".into(),
                region if region.starts_with("us-gov-") => "aws-us-gov".into(),
                _ => "aws".into(),
            },
            Pseudo::Region => "us-east-1".into(),
            Pseudo::StackId => format!(
                "arn:{}:cloudformation:{}:{}:stack/{}/01234567-89ab-cdef-0123-456789abcdef",
                value(Pseudo::Partition),
                value(Pseudo::Region),
                value(Pseudo::AccountId),
                value(Pseudo::StackName),
            ),
            Pseudo::StackName => "cf-init".into(),
            Pseudo::UrlSuffix => match value(Pseudo::Region) {
                region if region.starts_with("cn-") => "amazonaws.com.cn".into(),
                _ => "amazonaws.com".into(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_from_the_region_follows() {
        let mut given = ParameterValues::new();
        assert_eq!(Pseudo::Partition.value(&given), "aws");
        given.insert(REGION.into(), "cn-north-1".into());
        assert_eq!(Pseudo::UrlSuffix.value(&given), "amazonaws.com.cn");
        assert!(Pseudo::StackId.value(&given).starts_with("arn:aws-cn:cloudformation:cn-north-1:123456789012:stack/"));
        given.insert("AWS::Partition".into(), "aws".into());
        assert_eq!(Pseudo::Partition.value(&given), "aws");
    }
}
