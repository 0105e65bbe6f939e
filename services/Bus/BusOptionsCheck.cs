using SmartCity.Bus.Broker;

namespace SmartCity.Bus;

/// <summary>Every mistake in the settings that no annotation can express.</summary>
internal static class BusOptionsCheck
{
    // Rights, audit, enrolment, restores: what these say is true only where it happened.
    private static readonly string[] NeverImported = ["platform", "federation", "bus"];

    public static IEnumerable<string> Find(BusOptions options) => options.Via == BusVia.None ? [] :
        [.. options.Via == BusVia.RabbitMq ? Broker(options.Broker) : Dapr(options), .. Topics(options), .. Imports(options), .. Loops(options)];

    private static IEnumerable<string> Broker(BrokerOptions broker)
    {
        if (broker.Host.Length == 0)
            yield return "Bus:Broker:Host is missing; expected the broker's host, for example 127.0.0.1.";
        if (broker.User.Length == 0)
            yield return "Bus:Broker:User is missing; expected our user at the broker.";
        if (string.IsNullOrEmpty(broker.PasswordFile) && string.IsNullOrEmpty(broker.Password))
            yield return "Bus:Broker:PasswordFile is missing; expected a file that holds our password at the broker.";
        if (Secret.Mistake("Bus:Broker:PasswordFile", broker.PasswordFile) is { } mistake)
            yield return mistake;
    }

    private static IEnumerable<string> Dapr(BusOptions options)
    {
        if (options.Dapr.PubSub.Length == 0)
            yield return "Bus:Dapr:PubSub is missing; expected the name of the sidecar's pub/sub component.";
        if (!Uri.TryCreate(options.Dapr.GrpcEndpoint, UriKind.Absolute, out _))
            yield return $"Bus:Dapr:GrpcEndpoint is '{options.Dapr.GrpcEndpoint}'; expected for example http://127.0.0.1:50001.";
        if (!Uri.TryCreate(options.Dapr.HttpEndpoint, UriKind.Absolute, out _))
            yield return $"Bus:Dapr:HttpEndpoint is '{options.Dapr.HttpEndpoint}'; expected for example http://127.0.0.1:3500.";
        if (options.Imports.Count > 0 && string.IsNullOrEmpty(options.Dapr.AppTokenFile))
            yield return "Bus:Dapr:AppTokenFile is missing; expected the file with the sidecar's APP_API_TOKEN: without it anybody could deliver events here.";
        foreach (var mistake in new[] { Secret.Mistake("Bus:Dapr:AppTokenFile", options.Dapr.AppTokenFile), Secret.Mistake("Bus:Dapr:ApiTokenFile", options.Dapr.ApiTokenFile) }.OfType<string>())
            yield return mistake;
        for (var index = 0; index < options.Imports.Count; index++)
            if (string.IsNullOrEmpty(options.Imports[index].Topic))
                yield return $"Bus:Imports:{index}:Topic is missing; a sidecar delivers topics.";
    }

    private static IEnumerable<string> Topics(BusOptions options)
    {
        for (var index = 0; index < options.Topics.Count; index++)
        {
            var (topic, at) = (options.Topics[index], $"Bus:Topics:{index}");
            foreach (var mistake in Name(topic.Name, at + ":Name").Concat(topic.Queues.SelectMany(queue => Name(queue, at + ":Queues"))).Concat(Types(topic.Types, at)))
                yield return mistake;
            if (topic.Queues.Count > 0 && (topic.Kind == TopicKind.Dapr || options.Via == BusVia.Dapr))
                yield return $"{at}:Queues names queues, and those of a Dapr topic are its sidecars'.";
        }
        foreach (var twice in options.Topics.GroupBy(topic => topic.Name).Where(group => group.Key.Length > 0 && group.Count() > 1))
            yield return $"Bus:Topics names {twice.Key} more than once; give one topic all its types.";
    }

    private static IEnumerable<string> Imports(BusOptions options)
    {
        for (var index = 0; index < options.Imports.Count; index++)
        {
            var (import, at) = (options.Imports[index], $"Bus:Imports:{index}");
            foreach (var mistake in Name(import.Queue, at + ":Queue").Concat(import.Topic is { } topic ? Name(topic, at + ":Topic") : []))
                yield return mistake;
            if (import.Sources.Count == 0)
                yield return $"{at}:Sources is empty; expected whose events are taken: nobody's are by default.";
            for (var source = 0; source < import.Sources.Count; source++)
                foreach (var mistake in Source(import.Sources[source], $"{at}:Sources:{source}"))
                    yield return mistake;
        }
        foreach (var twice in options.Imports.GroupBy(import => import.Queue).Where(group => group.Key.Length > 0 && group.Count() > 1))
            yield return $"Bus:Imports names the queue {twice.Key} more than once.";
    }

    private static IEnumerable<string> Source(SourceOptions source, string at)
    {
        if (source.Source.Length == 0)
            yield return $"{at}:Source is missing; expected the CloudEvents source, for example /waterworks, or a Dapr app id.";
        foreach (var mistake in Types(source.Types, at))
            yield return mistake;
        foreach (var never in TypePattern.Resolve(source.Types).Select(type => type.Area).Distinct().Intersect(NeverImported))
            yield return $"{at}:Types names {never}.*: what those events say is true only where it happened, and nobody tells them from outside.";
        if (source.DaprType is { } type && TypePattern.Resolve(source.Types).All(allowed => allowed.Name != type))
            yield return $"{at}:DaprType is {type}, which is not among its Types.";
    }

    // What comes in from a topic and leaves to the same one would come in again, as everybody's.
    private static IEnumerable<string> Loops(BusOptions options) =>
        from import in options.Imports
        from topic in options.Topics
        where topic.Name == import.Topic
        from type in TypePattern.Resolve(topic.Types).Intersect(import.Sources.SelectMany(source => TypePattern.Resolve(source.Types))).Distinct()
        select $"{type.Name} comes in from topic {topic.Name} and leaves to it; choose one.";

    private static IEnumerable<string> Types(IList<string> types, string at) => types.Count == 0
        ? [$"{at}:Types is empty; expected event types, each in full or area.*"]
        : types.Select(TypePattern.Mistake).OfType<string>().Select(mistake => $"{at}:Types: {mistake}.");

    private static IEnumerable<string> Name(string name, string at)
    {
        if (name.Length is 0 or > 200 || name.Any(letter => !(char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_')))
            yield return $"{at} is '{name}'; expected 1 to 200 letters, digits, '.', '-' or '_'.";
        else if (name.StartsWith("amq.", StringComparison.Ordinal))
            yield return $"{at} is '{name}'; names that begin with amq. are the broker's own.";
    }
}
