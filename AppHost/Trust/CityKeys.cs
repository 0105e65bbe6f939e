using SmartCity.Contracts.Security;

namespace SmartCity.AppHost.Trust;

/// <summary>The public halves that the programs are told of each other. The private halves stay in the folders of who signs with them.</summary>
/// <param name="Operators">Signs the administrator's token; ours.</param>
/// <param name="Gateway">Signs what the gateway hands on to the city.</param>
/// <param name="Directory">Signs the city's directory of nodes, pinned at the gateway.</param>
internal sealed record CityKeys(PublicKey Operators, PublicKey Gateway, PublicKey Directory)
{
    public const string OperatorsFile = "operators-key.pem";

    /// <summary>Reads the keys of a data folder, making those that are not there yet.</summary>
    public static CityKeys In(string data, string city, string gateway) => new(
        SigningKey.LoadOrCreate(Path.Combine(data, OperatorsFile)).Public,
        SigningKey.LoadOrCreate(Path.Combine(data, gateway, "gateway-key.pem")).Public,
        SigningKey.LoadOrCreate(Path.Combine(data, city, "directory-key.pem")).Public);
}
