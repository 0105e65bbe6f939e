# Images of the programs, each by its target: docker build --target node -t smartcity-node .
# (node, gateway, cli). Built from the root of the repository. The images have no shell and no package manager, run as a user
# without rights (1654) and write nowhere but in /data and /tmp: run them with a read-only root file system. They hold no probe
# of their own (there is nothing to run one with): ask /health and /health/ready from outside, as the chart does.
ARG SDK=mcr.microsoft.com/dotnet/sdk:10.0-noble
ARG RUNTIME=mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled

FROM ${SDK} AS source
# Packages of the pages' scripts and styles are restored at build.
RUN apt-get update && apt-get install -y --no-install-recommends npm && rm -rf /var/lib/apt/lists/*
WORKDIR /source
ENV DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
COPY . .
# What the chiselled image cannot make for itself: folders its user may write to.
RUN mkdir -p /made/data /made/tmp && chmod 1777 /made/tmp

FROM source AS publish-node
# Compiled beforehand for the machine of the image: a node starts sooner.
RUN dotnet publish services/Node/SmartCity.Node.csproj -c Release --use-current-runtime -o /made/app

FROM source AS publish-gateway
RUN dotnet publish gateway/SmartCity.Gateway.csproj -c Release --use-current-runtime -o /made/app

FROM source AS publish-cli
RUN dotnet publish services/Cli/SmartCity.Cli.csproj -c Release -o /made/app

FROM ${RUNTIME} AS base
WORKDIR /app
ENV ASPNETCORE_URLS=http://+:8080 ASPNETCORE_HTTP_PORTS= TMPDIR=/tmp
USER 1654
VOLUME ["/data", "/tmp"]

FROM base AS node
COPY --from=publish-node --chown=1654:1654 /made/data /data
COPY --from=publish-node /made/app .
ENV Node__Data=/data
EXPOSE 8080
ENTRYPOINT ["dotnet", "SmartCity.Node.dll"]

FROM base AS gateway
COPY --from=publish-gateway --chown=1654:1654 /made/data /data
COPY --from=publish-gateway /made/app .
ENV Gateway__Data=/data
EXPOSE 8080
ENTRYPOINT ["dotnet", "SmartCity.Gateway.dll"]

FROM base AS cli
COPY --from=publish-cli --chown=1654:1654 /made/data /data
COPY --from=publish-cli /made/app .
WORKDIR /data
ENTRYPOINT ["dotnet", "/app/smartcity.dll"]
