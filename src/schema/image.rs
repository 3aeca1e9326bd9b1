//! The images that forms and recipes offer, by the public SSM parameters that hold their newest AMI in each region.
//!
//! Sources: Canonical's page "Find Ubuntu images on AWS" (gp3 from 23.10 on, gp2 before), the Debian wiki's page
//! "Cloud/AmazonEC2Image/Bookworm", AWS pages "Calling AMI public parameters" and "Device names for volumes". The 26.04
//! names follow Canonical's scheme. Plain data: knows no document, no browser.

/// An operating system that has images here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Os {
    /// Ubuntu Server, by Canonical.
    Ubuntu,
    /// Debian.
    Debian,
    /// Amazon Linux.
    AmazonLinux,
}

impl Os {
    /// Its name, for people.
    pub const fn name(self) -> &'static str {
        match self {
            Os::Ubuntu => "Ubuntu",
            Os::Debian => "Debian",
            Os::AmazonLinux => "Amazon Linux",
        }
    }
}

/// What processor an image is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Architecture {
    /// Intel and AMD: x86_64.
    Amd64,
    /// Graviton: aarch64.
    Arm64,
}

impl Architecture {
    /// As Debian and Canonical call it.
    pub const fn name(self) -> &'static str {
        match self {
            Architecture::Amd64 => "amd64",
            Architecture::Arm64 => "arm64",
        }
    }
}

/// A public image.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Image {
    /// Its operating system.
    pub os: Os,
    /// The version of that: "24.04", "2023".
    pub version: &'static str,
    /// Its processor.
    pub architecture: Architecture,
    /// The public parameter that holds the newest AMI's id, in every region.
    pub parameter: &'static str,
    /// The name under which the root volume is attached.
    pub root_device: &'static str,
}

/// The type of a template's parameter that takes the name of a public parameter and gives the AMI's id.
pub const PARAMETER_TYPE: &str = "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>";

const fn ubuntu(version: &'static str, architecture: Architecture, parameter: &'static str) -> Image {
    Image { os: Os::Ubuntu, version, architecture, parameter, root_device: "/dev/sda1" }
}

const fn debian(version: &'static str, architecture: Architecture, parameter: &'static str) -> Image {
    Image { os: Os::Debian, version, architecture, parameter, root_device: "/dev/xvda" }
}

const fn amazon(version: &'static str, architecture: Architecture, parameter: &'static str) -> Image {
    Image { os: Os::AmazonLinux, version, architecture, parameter, root_device: "/dev/xvda" }
}

/// All of them: the one that most people mean first, each amd64 before arm64.
pub const IMAGES: &[Image] = &[
    ubuntu(
        "24.04",
        Architecture::Amd64,
        "/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id",
    ),
    ubuntu(
        "24.04",
        Architecture::Arm64,
        "/aws/service/canonical/ubuntu/server/24.04/stable/current/arm64/hvm/ebs-gp3/ami-id",
    ),
    ubuntu(
        "26.04",
        Architecture::Amd64,
        "/aws/service/canonical/ubuntu/server/26.04/stable/current/amd64/hvm/ebs-gp3/ami-id",
    ),
    ubuntu(
        "26.04",
        Architecture::Arm64,
        "/aws/service/canonical/ubuntu/server/26.04/stable/current/arm64/hvm/ebs-gp3/ami-id",
    ),
    ubuntu(
        "22.04",
        Architecture::Amd64,
        "/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id",
    ),
    ubuntu(
        "22.04",
        Architecture::Arm64,
        "/aws/service/canonical/ubuntu/server/22.04/stable/current/arm64/hvm/ebs-gp2/ami-id",
    ),
    debian("12", Architecture::Amd64, "/aws/service/debian/release/12/latest/amd64"),
    debian("12", Architecture::Arm64, "/aws/service/debian/release/12/latest/arm64"),
    amazon("2023", Architecture::Amd64, "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"),
    amazon("2023", Architecture::Arm64, "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64"),
];

impl Image {
    /// The image whose newest AMI the public parameter `name` holds; `None` if it is none of these.
    pub fn of_parameter(name: &str) -> Option<&'static Image> {
        IMAGES.iter().find(|image| image.parameter == name)
    }

    /// Its name, for people: "Ubuntu 24.04, arm64".
    pub fn name(&self) -> String {
        format!("{} {}, {}", self.os.name(), self.version, self.architecture.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_version_has_both_processors_and_every_name_leads_back() {
        for image in IMAGES {
            assert_eq!(Image::of_parameter(image.parameter), Some(image));
            assert!(image.parameter.starts_with("/aws/service/") && image.root_device.starts_with("/dev/"));
            let same = |other: &&Image| other.os == image.os && other.version == image.version;
            let processors: Vec<_> = IMAGES.iter().filter(same).map(|other| other.architecture).collect();
            assert_eq!(processors, [Architecture::Amd64, Architecture::Arm64], "{}", image.name());
            let processor = match image.architecture {
                Architecture::Amd64 => ["amd64", "x86_64"],
                Architecture::Arm64 => ["arm64", "arm64"],
            };
            assert!(processor.iter().any(|word| image.parameter.contains(word)), "{}", image.parameter);
        }
        assert_eq!(IMAGES.len(), 10);
        assert_eq!(Image::of_parameter("/aws/service/x"), None);
        assert_eq!(IMAGES.iter().map(Image::name).next().as_deref(), Some("Ubuntu 24.04, amd64"));
    }
}
